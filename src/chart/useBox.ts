/** The size of an element, followed by React: for what must be laid out anew when there is more or less room. */
import { type RefObject, useEffect, useState } from 'react';
import type { Size } from './usePainter';

export function useBox(element: RefObject<Element | null>): Size {
  const [box, setBox] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = target;
      setBox((old) => (old.width === width && old.height === height ? old : { width, height }));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    measure();
    return () => observer.disconnect();
  }, [element]);
  return box;
}
