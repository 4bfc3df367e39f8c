import { describe, expect, it } from 'vitest';
import { Calibration } from '../../src/engine/calibration';

describe('amount()', () => {
  it('is at least one, however little time there is', () => {
    expect(new Calibration(0.001).amount(0)).toBe(1);
  });

  it('follows the work recorded over 20 ms', () => {
    const calibration = new Calibration(10);
    calibration.record(150, 10);
    expect(calibration.amount(10)).toBe(100);
    calibration.record(150, 10);
    expect(calibration.amount(10)).toBe(150);
  });

  it('at most doubles, where a coarse clock saw too little time', () => {
    const calibration = new Calibration(10);
    calibration.record(1e9, 20);
    expect(calibration.amount(1)).toBe(20);
  });

  it('falls at once where work took longer than thought', () => {
    const calibration = new Calibration(1000);
    calibration.record(400, 40);
    expect(calibration.amount(10)).toBe(100);
  });

  it('counts work whose time the clock could not see with the work after it', () => {
    const calibration = new Calibration(10);
    for (let call = 0; call < 9; call++) calibration.record(30, 0);
    calibration.record(30, 20);
    expect(calibration.amount(10)).toBe(150);
  });
});
