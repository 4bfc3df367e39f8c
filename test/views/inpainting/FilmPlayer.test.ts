import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FilmPlayer } from '../../../src/views/inpainting/FilmPlayer';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const followed = () => {
  const player = new FilmPlayer();
  const seen: number[] = [];
  const stop = player.subscribe(() => seen.push(player.stage));
  return { player, seen, stop };
};

describe('FilmPlayer', () => {
  it('FilmPlayer.open(count) plays from the first stage to the last, and ends there', () => {
    const { player, seen } = followed();
    player.open(4, false);
    expect(player.playing).toBe(true);
    vi.runAllTimers();
    expect(player.stage).toBe(3);
    expect(player.playing).toBe(false);
    expect([...new Set(seen)]).toEqual([0, 1, 2, 3]);
  });
  it('FilmPlayer.open(count, still) and a film of one stage stand at the end', () => {
    const { player } = followed();
    player.open(4, true);
    expect([player.stage, player.playing]).toEqual([3, false]);
    player.open(1, false);
    expect([player.stage, player.playing]).toEqual([0, false]);
  });
  it('FilmPlayer.hold(stage) stops there, within the film', () => {
    const { player } = followed();
    player.open(5, false);
    vi.advanceTimersByTime(60);
    player.hold(9);
    expect(player.stage).toBe(4);
    player.hold(2);
    vi.runAllTimers();
    expect(player.stage).toBe(2);
  });
  it('FilmPlayer.play() goes on from where it stands, and from the start at the end', () => {
    const { player, seen } = followed();
    player.open(3, true);
    player.play();
    vi.runAllTimers();
    expect(seen.slice(-2)).toEqual([1, 2]);
    player.hold(1);
    player.play();
    vi.runAllTimers();
    expect(player.stage).toBe(2);
  });
  it('FilmPlayer tells nobody who has left', () => {
    const { player, seen, stop } = followed();
    player.open(3, true);
    const before = seen.length;
    stop();
    player.hold(0);
    expect(seen.length).toBe(before);
  });
});
