/** Words that name F_c, Z_RG, p_λ or e^δ, with indices and exponents where they belong. */
import type { ReactNode } from 'react';

const small = /_(c|RG|λ)(?![a-zA-Z])|\^(δ|x)/;

/** "F_c(v)" as F with a small c below the line, "e^δ" with a small δ above it; other text as it is. */
export function withIndices(text: string): ReactNode {
  if (!small.test(text)) return text;
  // of every three pieces the first is plain, the others what stands below or above it
  return text.split(small).map((piece, n) => {
    if (n % 3 === 0 || piece === undefined) return piece;
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other name
    return n % 3 === 1 ? <sub key={n}>{piece}</sub> : <sup key={n}>{piece}</sup>;
  });
}
