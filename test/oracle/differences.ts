/** Derivatives by fourth-order central differences. */

/** d value / d parameters[n] for every n; `parameters` is changed and put back. */
export function numericalGradient(parameters: Float64Array, value: () => number, step = 1e-3): Float64Array {
  return parameters.map((x, n) => {
    const at = (offset: number) => {
      parameters[n] = x + offset;
      return value();
    };
    const slope = (8 * (at(step) - at(-step)) - (at(2 * step) - at(-2 * step))) / (12 * step);
    parameters[n] = x;
    return slope;
  });
}
