/** What is and what is not established about machines and renormalisation. */
export function Established() {
  return (
    <details className="kadanoff-established">
      <summary>What this shows, and what it does not</summary>
      <ul>
        <li>
          Mehta & Schwab (2014) wrote Kadanoff’s variational renormalisation (1976) and a machine with the
          same letters: T(v, h) = −E(v, h) + H(v). The map is exact where Σ<sub>h</sub> e<sup>T</sup> = 1 for
          every v. So a machine <em>can</em> be read as a step of renormalisation. That learning finds a
          useful one is not part of the proof.
        </li>
        <li>
          Their pictures, of a stack of 1600, 400, 100 and 25 units on 40×40 spins at T = 1.08 T<sub>c</sub>,
          showed local fields that grow with depth. That is what the fields here are measured for. It is a
          likeness: spins that are near each other are correlated, and any good summary of them is local.
        </li>
        <li>
          Lin & Tegmark (2016) questioned the equivalence; Schwab & Mehta (2016) answered that only the
          condition for every v makes the map exact. A free energy that matches is a single number, and says
          nothing about p where the condition fails.
        </li>
        <li>
          E. & R. de Mello Koch & Cheng (2019) found blocks in trained machines, but no match of the numbers:
          a block of the majority is one summary, the hidden layer another.
        </li>
        <li>
          Iso, Shiba & Yokoo (2018) found the flow v → h → v go towards T<sub>c</sub> in machines that learnt
          many temperatures, where renormalisation goes away from it. The flow here is a sampler on its way to
          rest, and no step of renormalisation.
        </li>
      </ul>
    </details>
  );
}
