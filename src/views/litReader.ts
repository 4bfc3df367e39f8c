/** How a picture of hidden units is read: pointing lights a unit in every view, a click or the keyboard chooses it. */
import { type Reader, stepByKey } from '../chart/Picture';
import type { Size } from '../chart/usePainter';
import type { Pointed } from '../state/interfaceSlice';
import type { LabStore } from '../state/store';

type At = (x: number, y: number, size: Size) => Pointed | undefined;

/** `across` is how many units stand in a row, for the arrow keys. */
export function litReader(store: LabStore, label: string, hidden: number, across: number, at: At): Reader {
  const chosen = store.getState().selected?.unit;
  return {
    label,
    count: hidden,
    chosen,
    text: chosen === undefined ? 'no unit chosen' : `unit ${chosen + 1} of ${hidden}`,
    point: (x, y, size) => store.getState().setHovered(at(x, y, size)),
    leave: () => store.getState().setHovered(undefined),
    pick: (x, y, size) => {
      const pointed = at(x, y, size);
      const { selected, setSelected } = store.getState();
      setSelected(
        pointed?.unit === selected?.unit && pointed?.pixel === selected?.pixel ? undefined : pointed,
      );
    },
    move: (key) => stepByKey(key, store.getState().selected?.unit, hidden, across),
    choose: (unit) => {
      const { selected, setSelected } = store.getState();
      setSelected(unit === undefined ? undefined : { ...selected, unit });
    },
  };
}
