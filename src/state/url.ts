/**
 * The state in the address: `?hidden=9&rate=0.1&moves=120.rate.0.2~300.k.5#painting=4.2.…` and back. Holds the
 * settings at update 0, those of pace, and the knob moves, so that the same link replays the same run.
 */
import type { KnobMove, Painting } from '../engine/frame';
import {
  defaultSettings,
  nearestSetting,
  type SettingName,
  type Settings,
  settingError,
  settingNames,
  specOf,
} from '../settings';
import { type Contender, formatContenders, parseContenders } from './contender';
import { type Workspace, workspaces } from './interfaceSlice';
import { formatPlace, type LessonPlace, parsePlace } from './lessonSlice';

/** Longer lists of moves stand in the fragment, which no server sees. */
export const movesInQueryLimit = 1_500; // characters
/** A link beyond this is cut off by some browsers and messengers. */
export const fragmentLimit = 60_000; // characters
export const paintingLimits = { side: 16, minSide: 2, count: 32 } as const;

export interface Link {
  /** Settings at update 0. */
  readonly settings: Settings;
  readonly moves: readonly KnobMove[];
  readonly painting?: Painting;
  /** What stands in the middle of the page. */
  readonly workspace?: Workspace;
  /** The methods that are compared. */
  readonly contenders?: readonly Contender[];
  /** The sampled lattice, as `latticeLink.ts` writes and reads it; not looked into here. */
  readonly lattice?: string;
  /** The step of a lesson that is open in place of the lab. */
  readonly lesson?: LessonPlace;
}

export interface ParsedLink extends Link {
  /** True when the address named any setting: a lesson that is linked so does not set up its own. */
  readonly explicit: boolean;
  /** What was dropped or changed to reach a valid state, in words. */
  readonly remarks: readonly string[];
}

const nameOfKey = new Map(settingNames.map((name) => [specOf(name).key, name]));

/** Query string (with its "?", or empty) and fragment (with its "#", or empty) of a run. */
export function formatLink(link: Link): { search: string; hash: string; complete: boolean } {
  const defaults = defaultSettings();
  const query = settingNames
    .filter((name) => link.settings[name] !== defaults[name])
    .map((name) => `${specOf(name).key}=${link.settings[name]}`);
  const { workspace = 'learning', contenders, lattice, lesson } = link;
  if (lesson) query.unshift(`lesson=${formatPlace(lesson)}`);
  if (workspace !== 'learning') query.push(`view=${workspace}`);
  if (workspace === 'compare' && contenders) {
    query.push(`compare=${formatContenders(contenders, link.settings)}`);
  }
  if (workspace === 'ising' && lattice && !lesson)
    query.push(`ising=${encodeURIComponent(lattice).replaceAll('%2C', ',')}`);
  const fragment: string[] = [];
  const moves = link.moves.map(formatMove).join('~');
  if (moves !== '') (moves.length <= movesInQueryLimit ? query : fragment).push(`moves=${moves}`);
  if (link.painting && link.settings.dataSet === 'painted') {
    fragment.push(`painting=${formatPainting(link.painting)}`);
  }
  const complete = fragment.join('&').length <= fragmentLimit;
  return {
    search: query.length > 0 ? `?${query.join('&')}` : '',
    hash: complete && fragment.length > 0 ? `#${fragment.join('&')}` : '',
    complete,
  };
}

/** The nearest valid state to what an address says, and what had to be dropped or changed for it. */
export function parseLink(search: string, hash: string): ParsedLink {
  const remarks: string[] = [];
  const values: Partial<Record<SettingName, number | string>> = {};
  let moves: readonly KnobMove[] = [];
  let painting: Painting | undefined;
  let workspace: Workspace | undefined;
  let compared: string | undefined;
  let lattice: string | undefined;
  let lesson: LessonPlace | undefined;
  const entries = [...pairs(search), ...pairs(hash)];
  for (const [key, text] of entries) {
    const name = nameOfKey.get(key);
    if (name) values[name] = parseValue(name, text, remarks);
    else if (key === 'moves') moves = parseMoves(text, remarks);
    else if (key === 'view') workspace = parseWorkspace(text, remarks);
    else if (key === 'compare') compared = text;
    else if (key === 'ising') lattice = text;
    else if (key === 'lesson') lesson = parseLesson(text, remarks);
    else if (key === 'painting') painting = parsePainting(text, remarks);
    else remarks.push(`There is no setting “${shortened(key)}”: left out.`);
  }
  const settings = { ...defaultSettings(), ...values } as Settings;
  if (settings.dataSet === 'file') {
    remarks.push('A file of one’s own is not part of a link: choose it again under Data set.');
  }
  const usable = settings.dataSet === 'file' ? { ...settings, dataSet: defaultSettings().dataSet } : settings;
  const contenders = compared === undefined ? undefined : parseContenders(compared, usable);
  if (compared !== undefined && !contenders)
    remarks.push('The methods to compare could not be read: left out.');
  return {
    settings: usable,
    moves,
    painting,
    workspace,
    contenders,
    lattice,
    lesson,
    explicit: Object.keys(values).length > 0 || moves.length > 0,
    remarks,
  };
}

function parseWorkspace(text: string, remarks: string[]): Workspace | undefined {
  const workspace = workspaces.find((name) => name === text);
  if (!workspace) remarks.push(`There is no view “${shortened(text)}”: left out.`);
  return workspace;
}

function parseLesson(text: string, remarks: string[]): LessonPlace | undefined {
  const place = parsePlace(text);
  if (!place) remarks.push(`There is no lesson “${shortened(text)}”: left out.`);
  return place;
}

const pairs = (text: string): [string, string][] => [...new URLSearchParams(text.replace(/^[?#]/, ''))];
const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

function parseValue(name: SettingName, text: string, remarks: string[]): number | string {
  const spec = specOf(name);
  const value = spec.kind === 'number' ? parseNumber(text) : text;
  if (settingError(name, value) === undefined) return value;
  const nearest = nearestSetting(name, value);
  const allowed =
    spec.kind === 'number'
      ? `${spec.min} to ${spec.max}${spec.integer ? ', whole' : ''}`
      : spec.options.map((option) => option.value).join(', ');
  remarks.push(`${spec.label} can’t be “${shortened(text)}” (${allowed}): ${nearest} is used.`);
  return nearest;
}

/** Decimal digits only: no hexadecimal, no empty text as 0. */
function parseNumber(text: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}

const formatMove = (move: KnobMove): string => `${move.update}.${specOf(move.name).key}.${move.value}`;

function parseMoves(text: string, remarks: string[]): KnobMove[] {
  const moves: KnobMove[] = [];
  const dropped: string[] = [];
  for (const part of text.split('~')) {
    const move = parseMove(part);
    if (move && move.update >= (moves.at(-1)?.update ?? 0)) moves.push(move);
    else dropped.push(part);
  }
  if (dropped.length > 0) {
    const which = dropped.slice(0, 3).map((part) => `“${shortened(part)}”`);
    remarks.push(
      `${count(dropped.length, 'knob move')} could not be read and left out: ${which.join(', ')}.`,
    );
  }
  return moves;
}

const count = (n: number, thing: string): string => `${n} ${thing}${n === 1 ? '' : 's'}`;

function parseMove(text: string): KnobMove | undefined {
  const [, update, key, rest] = /^(\d+)\.([a-z0-9]+)\.(.+)$/.exec(text) ?? [];
  const name = nameOfKey.get(key ?? '');
  if (!name || specOf(name).applies !== 'live' || !Number.isSafeInteger(Number(update))) return undefined;
  const value = specOf(name).kind === 'number' ? parseNumber(rest!) : rest!;
  return settingError(name, value) === undefined ? { update: Number(update), name, value } : undefined;
}

/** "side.count.bits": bits packed eight to a byte, first pixel highest, as base64 for addresses. */
function formatPainting({ side, count: patterns, bytes }: Painting): string {
  const packed = new Uint8Array(Math.ceil(bytes.length / 8));
  bytes.forEach((bit, i) => {
    packed[i >> 3]! |= bit << (7 - (i & 7));
  });
  const base64 = btoa(String.fromCharCode(...packed));
  return `${side}.${patterns}.${base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`;
}

function parsePainting(text: string, remarks: string[]): Painting | undefined {
  const [, sideText, countText, base64] = /^(\d+)\.(\d+)\.([\w-]*)$/.exec(text) ?? [];
  const [side, patterns] = [Number(sideText), Number(countText)];
  const packed = unpackBase64(base64 ?? '');
  const { side: most, minSide, count: mostPatterns } = paintingLimits;
  const fits = side >= minSide && side <= most && patterns >= 1 && patterns <= mostPatterns;
  if (!fits || !packed || packed.length !== Math.ceil((side * side * patterns) / 8)) {
    remarks.push('The painted patterns in the link could not be read: left out.');
    return undefined;
  }
  const bytes = Uint8Array.from({ length: side * side * patterns }, (_, i) => {
    return (packed[i >> 3]! >> (7 - (i & 7))) & 1;
  });
  return { side, count: patterns, bytes };
}

function unpackBase64(text: string): Uint8Array | undefined {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
