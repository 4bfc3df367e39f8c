/** What every term on the page means, in one to three plain sentences. */

export interface Entry {
  readonly title: string;
  readonly say: string;
  readonly tex?: string;
}

const entries = {
  rbm: {
    title: 'Restricted Boltzmann machine',
    say: 'A network of on/off units in two layers, visible and hidden. “Restricted” means that no two units of the same layer are joined, so each layer can be drawn at one go when the other is given.',
    tex: 'p(v,h)=e^{-E(v,h)}/Z',
  },
  visibleUnit: {
    title: 'Visible unit',
    say: 'A unit that the data sets: one pixel of the picture, 0 or 1.',
  },
  hiddenUnit: {
    title: 'Hidden unit',
    say: 'A unit that the data does not set. It learns a feature: a pattern of pixels that likes to come together.',
  },
  weight: {
    title: 'Weight W',
    say: 'How strongly a visible and a hidden unit are joined. Positive (blue): they like to be on together. Negative (orange): each would rather have the other off.',
  },
  receptiveField: {
    title: 'Receptive field',
    say: 'All weights of one hidden unit, laid out as the picture: what that unit looks for.',
  },
  bias: {
    title: 'Bias',
    say: 'How much a unit wants to be on before it hears from the other layer: a for visible, b for hidden units.',
  },
  kernel: {
    title: 'Kernel',
    say: 'A small program of WebAssembly that does the heavy arithmetic, eight numbers at a time where they are single precision. A slow, readable version stands beside each one and is held equal to it.',
  },
  energy: {
    title: 'Energy',
    say: 'One number for each joint state of all units. Low energy means likely.',
    tex: 'E(v,h)=-v^\\top W h-a^\\top v-b^\\top h',
  },
  partitionFunction: {
    title: 'Partition function Z',
    say: 'The sum of e to the minus energy over every state there is. It turns energies into probabilities, and it is what makes the likelihood hard: the sum has 2 to the number of units terms.',
    tex: 'Z=\\sum_{v,h}e^{-E(v,h)}',
  },
  logPartition: {
    title: 'ln Z',
    say: 'The natural logarithm of the partition function. Summing over one layer is easy on paper, so only the states of the smaller layer are enumerated: exact and live up to 20 units, on demand up to 36.',
    tex: '\\ln Z=\\ln\\sum_h e^{b^\\top h}\\prod_i\\bigl(1+e^{a_i+(Wh)_i}\\bigr)',
  },
  freeEnergy: {
    title: 'Free energy',
    say: 'Minus ln Z: the whole machine’s energy with its disorder counted in.',
    tex: 'F=-\\ln Z',
  },
  clampedFreeEnergy: {
    title: 'Clamped free energy',
    say: 'The free energy with the visible units held to a sample. It needs no sum over states. Where held-out samples lie higher than training samples, the machine has begun to learn them by heart.',
    tex: 'F_c(v)=-a^\\top v-\\sum_j\\ln\\bigl(1+e^{b_j+(v^\\top W)_j}\\bigr)',
  },
  freeEnergyGap: {
    title: 'Free-energy gap',
    say: 'Mean clamped free energy of held-out samples minus that of training samples. ln Z drops out, so it is known for machines of any size. When it grows, the machine overfits.',
    tex: '\\langle F_c\\rangle_{\\text{held out}}-\\langle F_c\\rangle_{\\text{training}}',
  },
  logLikelihood: {
    title: 'Log-likelihood',
    say: 'The logarithm of the probability that the machine gives to a sample, on average. It is what learning is meant to raise; each nat more means e times as likely.',
    tex: '\\ln p(v)=-F_c(v)-\\ln Z',
  },
  heldOut: {
    title: 'Held-out log-likelihood',
    say: 'The same on samples that the machine never learns from. It tells learning the rule from learning by heart.',
  },
  nat: {
    title: 'Nat',
    say: 'The unit of information with the natural logarithm: 1 nat is 1.44 bits.',
  },
  baseRate: {
    title: 'Base rate',
    say: 'What independent pixels reach that only know how often each is on. A machine that stays below has learned nothing about how pixels go together.',
  },
  bestPossible: {
    title: 'Best possible',
    say: 'The log-likelihood of a model that gives each training sample just the share it has in the data. No model can pass it on these samples.',
    tex: '\\sum_x q(x)\\ln q(x)',
  },
  kullbackLeibler: {
    title: 'KL divergence',
    say: 'How far the machine’s distribution is from the data’s, in nats: the best possible log-likelihood minus the one reached. Zero only when they are equal.',
    tex: '\\mathrm{KL}(q\\,\\|\\,p)=\\sum_v q(v)\\ln\\frac{q(v)}{p(v)}',
  },
  reconstructionError: {
    title: 'Reconstruction error',
    say: 'How much a sample changes on its way up to the hidden layer and down again, as mean squared difference per pixel. Cheap and popular, and it can go on improving while the likelihood falls.',
    tex: '\\bigl\\langle\\bigl(v-\\sigma(a+W\\sigma(b+W^\\top v))\\bigr)^2\\bigr\\rangle',
  },
  pseudoLikelihood: {
    title: 'Pseudo-likelihood',
    say: 'Guess each pixel from all the others and add up the logarithms. It needs no ln Z, and it only looks one flip around each sample: it can rise while the likelihood falls.',
    tex: '\\sum_i\\ln p(v_i\\mid v_{\\text{rest}})',
  },
  contrastiveDivergence: {
    title: 'Contrastive divergence (CD-k)',
    say: 'Start at a sample of the data, let the machine dream for k Gibbs sweeps, and learn from the difference. Cheap, and biased: so few sweeps don’t reach what the machine would dream on its own.',
  },
  persistentContrastiveDivergence: {
    title: 'Persistent contrastive divergence (PCD)',
    say: 'As CD, but the dreaming chains go on from update to update instead of starting at the data. Less bias while learning is slow enough for the chains to follow.',
  },
  exactGradient: {
    title: 'Exact gradient',
    say: 'The machine’s own means by enumerating every state: what CD and PCD approximate. Possible for small machines only.',
    tex: '\\frac{\\partial\\ell}{\\partial W_{ij}}=\\langle v_ih_j\\rangle_{\\text{data}}-\\langle v_ih_j\\rangle_{\\text{model}}',
  },
  gradientEstimate: {
    title: 'Gradient estimate',
    say: 'The direction that the very next update takes, before learning rate, momentum and decay: data minus dreams on one batch. It is drawn by chance, so the next one differs.',
  },
  expectedGradient: {
    title: 'Expected gradient',
    say: 'The mean of the estimate over all that chance could have drawn, on the training samples. Up to 22 units together it is computed exactly, by sending the data’s whole distribution through k sweeps; above that it is averaged over draws.',
    tex: '\\mathrm{E}\\,\\hat g=\\langle v h^\\top\\rangle_{\\text{data}}-\\langle v h^\\top\\rangle_{T^k q}',
  },
  gradientAngle: {
    title: 'Angle to the exact gradient',
    say: 'How far a step is turned from the direction in which the likelihood rises fastest. At 0° it is that direction, at 90° the likelihood gains nothing, beyond it falls. In many dimensions mere noise turns a step close to 90°.',
  },
  lengthRatio: {
    title: 'Length ratio',
    say: 'The length of the estimate over that of the exact gradient on the same samples: 1 where they are equally long.',
    tex: '\\|\\hat g\\|/\\|g\\|',
  },
  gradientBias: {
    title: 'Bias of the gradient',
    say: 'What the expected gradient is off by: the same whatever is drawn, so that no averaging removes it. CD has one because its chains start at the data and stop after k sweeps. As a length over all weights (Frobenius norm).',
    tex: '\\|\\mathrm{E}\\,\\hat g_W-g_W\\|_F',
  },
  relativeBias: {
    title: 'Relative bias',
    say: 'The bias of the gradient of W over the length of the exact one. At 1 it is as long as what is to be learned: near the maximum of the likelihood, where the exact gradient vanishes, it rules the updates.',
    tex: '\\|\\mathrm{E}\\,\\hat g_W-g_W\\|_F\\,/\\,\\|g_W\\|_F',
  },
  secondEigenvalue: {
    title: 'Second eigenvalue λ₂',
    say: 'A Gibbs sweep is a matrix over all states; its largest eigenvalue, 1, belongs to the machine’s own distribution. The second says which share of a difference from it survives a sweep. Once the faster parts have died out, each further sweep of CD leaves about that share of the bias.',
    tex: 'T^k q-p\\;\\sim\\;\\lambda_2^k',
  },
  relaxationTime: {
    title: 'Relaxation time',
    say: 'Sweeps until a difference from the machine’s own distribution has shrunk to 1/e, at the slowest. A k well below it leaves the chains near the data where they began.',
    tex: '\\tau=-1/\\ln\\lambda_2',
  },
  gibbsSweep: {
    title: 'Gibbs sweep',
    say: 'Draw all hidden units given the visible ones, then all visible units given the hidden ones. Many sweeps lead to samples of the machine’s own distribution.',
  },
  gibbsChain: {
    title: 'Gibbs chain',
    say: 'A series of Gibbs sweeps, each starting where the last one ended: the machine dreaming. Clamped, part of the picture is held fixed and the rest is dreamed up to go with it.',
  },
  beta: {
    title: 'Inverse temperature β',
    say: 'Multiplies the energy. At β = 1 the chains sample the machine as it is; smaller is hotter and freer, 0 is pure noise, larger is colder and stays near the likeliest states.',
    tex: 'p_\\beta(v,h)\\propto e^{-\\beta E(v,h)}',
  },
  positivePhase: {
    title: 'Positive phase',
    say: 'With the visible units held to a sample, see which hidden units go on. Learning strengthens these pairs.',
    tex: '\\langle v_ih_j\\rangle^+',
  },
  negativePhase: {
    title: 'Negative phase',
    say: 'Let the machine make up a picture of its own and see which pairs are on there. Learning weakens these pairs, so that the data gains on the dreams.',
    tex: '\\langle v_ih_j\\rangle^-',
  },
  weightChange: {
    title: 'ΔW',
    say: 'The change of the weights: pairs that are on together in the data, minus pairs that are on together in the dream.',
    tex: '\\Delta W_{ij}\\propto v^+_ih^+_j-v^-_ih^-_j',
  },
  sigmoid: {
    title: 'σ, the logistic function',
    say: 'Turns any number into a probability: 0 becomes one half, large becomes nearly 1, very negative nearly 0.',
    tex: '\\sigma(x)=\\frac{1}{1+e^{-x}}',
  },
  activation: {
    title: 'Hidden activation',
    say: 'The probability that a hidden unit is on when a sample is shown.',
    tex: 'p(h_j=1\\mid v)=\\sigma\\bigl(b_j+(v^\\top W)_j\\bigr)',
  },
  deadUnit: {
    title: 'Dead unit',
    say: 'A hidden unit that is on for less than 1 % of what it sees. It says next to nothing about any sample.',
  },
  saturatedUnit: {
    title: 'Saturated unit',
    say: 'A hidden unit that is on for more than 99 % of what it sees: it has become a second bias.',
  },
  enumeration: {
    title: 'Enumeration',
    say: 'Going through every state of the smaller layer; the other layer’s sum is done on paper for each. Every further unit doubles the work. On the way the sum so far is a lower bound that never fails.',
    tex: 'Z=\\sum_h e^{b^\\top h}\\prod_i\\bigl(1+e^{a_i+(Wh)_i}\\bigr)',
  },
  lowerBound: {
    title: 'Lower bound of ln Z',
    say: 'Every state adds something positive to Z, so the states counted so far give a bound that only rises and ends at ln Z.',
  },
  annealedImportance: {
    title: 'Annealed importance sampling (AIS)',
    say: 'Chains go from a base whose Z is known to the machine, by many small steps of β. Each keeps a weight, how much likelier every step made its state; the mean weight estimates Z without bias, and its spread gives the interval. States that no chain has met are missing from both.',
    tex: '\\hat Z=Z_0\\,\\frac1M\\sum_{m}\\prod_k\\frac{p^*_{\\beta_k}(v^m_k)}{p^*_{\\beta_{k-1}}(v^m_k)}',
  },
  reverseAnnealing: {
    title: 'Reverse AIS',
    say: 'The same way back, from the machine to the base. Started from exact samples its estimate is, on average over runs, too high, as that of AIS is too low: a bracket. Started from anything else it is a second estimate and no bound.',
    tex: '\\mathbb E[\\ln\\hat Z]\\le\\ln Z\\le\\mathbb E[\\ln\\hat Z_{\\text{rev}}]',
  },
  annealingBase: {
    title: 'Base of AIS',
    say: 'Where the chains begin: independent pixels, so that Z is a product. It should be able to reach every valley of the machine; one that has chosen already misses the others without a sign.',
  },
  effectiveSampleSize: {
    title: 'Effective chains',
    say: 'How many equally weighted chains would tell as much. Near the number of chains: they agree. Near one: a single chain carries the estimate.',
    tex: '\\frac{(\\sum_m w_m)^2}{\\sum_m w_m^2}',
  },
  meanFieldLogPartition: {
    title: 'Mean field',
    say: 'ln Z as if all units were independent, each seeing only the others’ means. Always a lower bound, good while weights are small.',
    tex: '\\ln Z\\ge\\max_q\\bigl(H(q)-\\langle E\\rangle_q\\bigr)',
  },
  tapLogPartition: {
    title: 'TAP-2',
    say: 'Mean field with a second-order term for how units react to each other (Thouless, Anderson and Palmer). Much closer for small weights; no bound, and for large ones its iteration may not settle.',
  },
  internalEnergy: {
    title: 'Internal energy U',
    say: 'The mean energy of the machine’s states, each counted with its probability. Minus the slope of ln Z over β: differentiating ln Z is averaging.',
    tex: 'U=\\langle E\\rangle=-\\frac{\\partial\\ln Z}{\\partial\\beta}',
  },
  heatCapacity: {
    title: 'Heat capacity C',
    say: 'How much the energy varies from state to state, times β². It peaks at the β where the machine settles into a few of its states, as at a phase transition.',
    tex: 'C=\\beta^2\\bigl(\\langle E^2\\rangle-U^2\\bigr)=-\\beta^2\\frac{\\partial U}{\\partial\\beta}',
  },
  entropy: {
    title: 'Entropy S',
    say: 'How undecided the machine is, in nats: e to the power S is about the number of joint states that matter. From ln 2 for each unit at β = 0 down to ln of the number of ground states.',
    tex: 'S=-\\sum_{v,h}p\\ln p=\\ln Z+\\beta U',
  },
  generatingFunction: {
    title: 'Generating function',
    say: 'A function whose derivatives are the means one is after. ln Z is that: nudge a bias, and the change of ln Z is how often that unit is on; nudge a weight, and it is how often its two units are on together. Learning needs nothing else from the model.',
    tex: '\\frac{\\partial\\ln Z}{\\partial W_{ij}}=\\beta\\,\\langle v_ih_j\\rangle',
  },
  epoch: { title: 'Epoch', say: 'One pass over all training samples, in a fresh order each time.' },
  update: { title: 'Update', say: 'One change of the weights, learned from one batch of samples.' },
  batch: {
    title: 'Batch',
    say: 'The samples that share one update. More of them: a steadier direction, fewer updates in an epoch.',
  },
  learningRate: {
    title: 'Learning rate',
    say: 'How far one update goes along the gradient. Too small is slow; too large, and the weights jump about or run away.',
  },
  schedule: { title: 'Schedule', say: 'How the learning rate shrinks as updates go by.' },
  momentum: {
    title: 'Momentum',
    say: 'The share of the last step that is made once more: it evens out the noise and speeds up along valleys.',
  },
  weightDecay: {
    title: 'Weight decay',
    say: 'Pulls every weight a little towards zero at each update, in proportion to its size (L2). It keeps chains mobile and, here, CD honest for longer.',
  },
  sparseDecay: {
    title: 'Sparse decay',
    say: 'Pulls every weight towards zero by the same amount (L1), so that many end up there.',
  },
  sparsity: {
    title: 'Sparsity',
    say: 'Asks hidden units to be on for a given share of the samples, so that each stands for something in particular.',
  },
  centering: {
    title: 'Centering',
    say: 'Subtracts the units’ means before learning. Learning then no longer depends on which of the two states is called 1.',
  },
  seed: {
    title: 'Seed',
    say: 'The number that all chance on this page is drawn from. The same seed and settings give the same run, bit for bit, in every browser.',
  },
  gibbsSteps: {
    title: 'Gibbs steps k',
    say: 'How many sweeps the dream lasts before it is compared with the data. More steps: less bias, more time.',
  },
  hiddenUnits: {
    title: 'Hidden units',
    say: 'How many features the machine can learn. Up to 20, all their states are gone through as it learns, and ln Z is exact.',
  },
  parallelTempering: {
    title: 'Parallel tempering',
    say: 'Each chain is a ladder of chains at inverse temperatures from 0 to 1. At 0 every state is as likely as any other, so nothing is out of reach; neighbours swap their states, and what the hot ones found comes down to β = 1, which learning looks at.',
    tex: '\\min\\bigl(1,\\,e^{(\\beta_r-\\beta_s)(E_r-E_s)}\\bigr)',
  },
  swapAcceptance: {
    title: 'Swap acceptance',
    say: 'Of the swaps tried between neighbouring temperatures in the last update, the share that was accepted. A ladder is as good as its worst pair: near 0 % nothing gets past it, and more temperatures help.',
  },
  fixedPoint: {
    title: 'Fixed point',
    say: 'Mean values that no longer change when each is computed from the others. They are found by going half-way again and again; where they still move after 500 rounds none has been found, and what is computed from them means little.',
  },
  mixing: {
    title: 'Mixing',
    say: 'How fast chains forget where they began and visit every place in proportion to its probability. Where they mix badly, what learning takes for the machine’s dream is only the corner where the chains sit.',
  },
  autocorrelation: {
    title: 'Autocorrelation',
    say: 'How much a number along a chain still resembles itself some sweeps later: 1 at once, 0 when it has forgotten. Taken about the mean of all chains, so that chains in different places never seem to forget.',
    tex: '\\rho_t=\\frac{\\langle(x_n-\\bar x)(x_{n+t}-\\bar x)\\rangle}{\\langle(x_n-\\bar x)^2\\rangle}',
  },
  autocorrelationTime: {
    title: 'Autocorrelation time τ',
    say: 'So many sweeps are worth one independent sample. Summed over the lags until noise takes over (Geyer’s initial sequence).',
    tex: '\\tau=1+2\\sum_{t\\ge1}\\rho_t',
  },
  effectiveSamples: {
    title: 'Effective samples',
    say: 'How many independent samples the states of all chains together are worth: their number divided by the autocorrelation time.',
    tex: 'n_{\\text{eff}}=\\frac{\\text{chains}\\times\\text{sweeps}}{\\tau}',
  },
  rHat: {
    title: 'R̂',
    say: 'Each chain is cut in two; R̂ compares how far the halves’ means lie apart with how far each half wanders. Near 1: all tell the same story. Above about 1.01 (Vehtari 2021) they do not yet.',
    tex: '\\hat R=\\sqrt{\\tfrac{n-1}{n}+\\tfrac{B/n}{W}}',
  },
  mode: {
    title: 'Mode',
    say: 'A state from which every single flip leads to a higher clamped free energy: the bottom of a valley. A chain belongs to the mode that steepest descent from its state ends in.',
  },
  stuckChain: {
    title: 'Stuck chain',
    say: 'A chain that was in one and the same mode whenever one looked, and where the others’ moves say that this is no chance.',
  },
  singularValue: {
    title: 'Singular value',
    say: 'W stretches a certain pattern of the visible layer by this factor into a pattern of the hidden one. At the start all are small noise; each that grows out of it is a direction that has been learned.',
    tex: 'W=\\sum_k\\sigma_k\\,u_kw_k^\\top',
  },
  spectralDensity: {
    title: 'Spectral density',
    say: 'How many eigenvalues λ of WᵀW/N lie where, with N the size of the larger layer: squared singular values over N.',
  },
  marchenkoPastur: {
    title: 'Marchenko-Pastur law',
    say: 'Where the eigenvalues would lie if the weights were independent noise of the same variance. The law is for large layers: in small ones the edge is soft, and only what stands out further than noise does in 99 of 100 cases is called a spike. That is structure.',
    tex: '\\lambda_\\pm=s^2\\bigl(1\\pm\\sqrt{M/N}\\bigr)^2',
  },
  powerLawTail: {
    title: 'Power-law tail',
    say: 'Martin & Mahoney (2021) find that in well-trained large networks the upper eigenvalues thin out as a power λ^−α, and that a small α goes with strong correlations. Fitted after Clauset, Shalizi & Newman (2009); the error takes eigenvalues for independent, which flatters it, and with few almost anything looks like a power law.',
    tex: '\\alpha=1+n\\Big/\\sum_i\\ln\\frac{\\lambda_i}{\\lambda_{\\min}}',
  },
  saturation: {
    title: 'Saturation',
    say: 'The share of all p(h|v) over units and samples that are below 1 % or above 99 %: decided, so that the gradient hardly moves them.',
    tex: 'p(h_j=1\\mid v)\\notin[0.01,\\,0.99]',
  },
  heldOutData: {
    title: 'Held-out data',
    say: 'Samples kept aside and never learned from, to see whether the machine has learned the rule or the examples.',
  },
  exact: {
    title: 'Exact',
    say: 'Computed by going through every state of the smaller layer, with rounding error only; not an estimate.',
  },
  monteCarlo: {
    title: 'Monte Carlo',
    say: 'An average over draws, or over some of the samples, in place of the whole: it carries sampling error.',
  },
  notComputed: {
    title: 'Not computed',
    say: 'There is no number, and the badge says why. Nothing is shown in its place.',
  },
  distribution: {
    title: 'Distribution p(v)',
    say: 'How likely the machine finds each visible state, hidden units summed over. The data’s own q(v) is the share of training rows that show the state.',
    tex: 'p(v)=e^{-F_c(v)}/Z',
  },
  scatter: {
    title: 'p(v) against q(v)',
    say: 'One dot for each state of the data: to the right what the data has often, upwards what the machine finds likely. Above the line the machine has too much of it, below too little.',
  },
  klDataModel: {
    title: 'KL(data ‖ model)',
    say: 'What the machine loses on the data, in nats a sample: large where it misses a state that the data has. Maximum likelihood makes just this small.',
    tex: '\\mathrm{KL}(q\\,\\|\\,p)=\\sum_v q(v)\\ln\\frac{q(v)}{p(v)}',
  },
  klModelData: {
    title: 'KL(model ‖ data)',
    say: 'What the data would lose on the machine’s dreams: large where the machine dreams what the data has not. Infinite as soon as one state is missing from the training rows: a machine of finite weights dreams each at times.',
    tex: '\\mathrm{KL}(p\\,\\|\\,q)=\\sum_v p(v)\\ln\\frac{p(v)}{q(v)}',
  },
  totalVariation: {
    title: 'Total variation',
    say: 'Half the sum of all differences between p and q, from 0 to 1: the most that the two can disagree on the probability of anything.',
    tex: '\\tfrac12\\sum_v|p(v)-q(v)|',
  },
  landscape: {
    title: 'Free-energy landscape',
    say: 'The clamped free energy as height over all visible states; low ground is likely ground. Neighbours differ in one unit, and on the map so do all cells next to each other (a Gray code).',
  },
  landscapeState: {
    title: 'The state looked at',
    say: 'One setting of the visible units. Flip a unit to walk to a neighbour; the number on a unit says how much the height changes by that flip.',
  },
  basin: {
    title: 'Minimum and basin',
    say: 'A minimum is a state that no single flip can make more likely. Its basin holds the states from which steepest descent ends there; chains seldom cross from one deep basin to another.',
  },
  heldModel: {
    title: 'A copy in hand',
    say: 'The model as it was at one update, for you to change. The machine itself trains on and knows nothing of it.',
  },
  targetEnergy: {
    title: 'Energy H(v)',
    say: 'One number for each visible state, whatever it comes from: it is all that Z and p need. An RBM has one too, its clamped free energy.',
    tex: 'p(v)=e^{-H(v)}/Z,\\quad Z=\\sum_v e^{-H(v)}',
  },
  addedEnergy: {
    title: 'Added energy K(v)',
    say: 'Any further number for each visible state. Added to H it makes another distribution; the construction pays for it with the constant ln Z̃, so that the whole sum does not move.',
    tex: '\\tilde Z=\\sum_v e^{-[H(v)+K(v)]}',
  },
  renormalised: {
    title: 'Renormalised energy',
    say: 'A joint energy of v and h that has the partition function of H for every K(v), while its marginal over h is the distribution of H + K. So one Z belongs to many p.',
    tex: 'Z_{RG}=\\sum_{v,h}e^{-E(v,h)}=Z,\\quad \\tilde p(v)=e^{-[H(v)+K(v)]}/\\tilde Z',
  },
  traceCondition: {
    title: 'Trace condition',
    say: 'What an exact renormalisation map must satisfy for every v: δ(v) = 0. The same constant everywhere leaves p as it is; any other δ does not. Its spread measures the violation.',
    tex: '\\delta(v)=\\ln\\sum_h e^{T(v,h)},\\quad T=-E(v,h)+H(v)',
  },
  variationalRg: {
    title: 'Variational identities',
    say: 'The difference of free energies and the divergence are two different means of the same δ over p. The first can be zero while the second is not.',
    tex: '\\Delta F=-\\ln\\langle e^\\delta\\rangle_p,\\quad \\mathrm{KL}=\\ln\\langle e^\\delta\\rangle_p-\\langle\\delta\\rangle_p',
  },
  matchedLayers: {
    title: 'Matched layers',
    say: 'The construction needs the sums of both layers to be equal: “the free energy at each layer the same”. A constant added to the hidden energy does that. It changes no probability of h.',
    tex: '\\sum_h e^{-H_2(h)}=\\sum_v e^{-H(v)}',
  },
  sizeConsistency: {
    title: 'Size consistency',
    say: 'Of two systems that do not meet, ln Z, U and S are the sums of those of each. A method that gives such sums is size-consistent. Of one that does not, the error may grow faster than the system.',
    tex: '\\ln Z_{AB}=\\ln Z_A+\\ln Z_B',
  },
  truncatedEnumeration: {
    title: 'Truncated enumeration',
    say: 'Only the most probable state and those within two flips of it are summed: 1 + n + n(n − 1)/2 terms for n units. Always below ln Z, and not size-consistent.',
  },
  posterior: {
    title: 'Posterior',
    say: 'The probabilities that are left once something is known. Fixing some pixels of an RBM, or seeing them through noise, leaves an RBM over the rest, with moved biases: exactly, by Bayes’ rule.',
    tex: 'p(v_U\\mid v_K)\\propto p(v_U,v_K)',
  },
  decimation: {
    title: 'Decimation',
    say: 'To sum over every second spin of a chain and keep the others. What is left is a chain of the same kind with a weaker coupling: exactly so in one dimension, and only approximately in two.',
    tex: "K'=\\tfrac12\\ln\\cosh 2K",
  },
  blockSpin: {
    title: 'Block spin',
    say: 'A square of spins replaced by one: the sign of their sum, or a coin where the sum is 0. Kadanoff’s idea of 1966: what is left is a lattice again, seen from farther away.',
  },
  locality: {
    title: 'Locality',
    say: 'How close together the sites lie that a layer’s fields rest on. 1: each field is a single site; 0: its weights lie as far apart as those of noise. Strong fields count more, and idle ones not at all.',
    tex: '1-\\frac{\\sum_j\\sum_i w_{ij}^2\\,d(i,c_j)^2}{\\sum_{ij}w_{ij}^2}\\Big/\\langle d^2\\rangle_{\\text{noise}}',
  },
  reach: {
    title: 'Reach of a field',
    say: 'The root mean square distance of a field’s squared weights from its centre, in steps of the lattice and the shortest way round it. The centre is the site that makes it least.',
    tex: '\\sqrt{\\sum_i w_i^2\\,d(i,c)^2\\big/\\sum_i w_i^2}',
  },
  participation: {
    title: 'Sites that carry a field',
    say: 'The participation ratio: how many sites there would be if all of them had the same weight. Noise rests on about a third of the lattice, since a few of its weights are large.',
    tex: '\\Big(\\sum_i w_i^2\\Big)^2\\Big/\\sum_i w_i^4',
  },
  blockAgreement: {
    title: 'Agreement with blocks',
    say: 'The correlation, over many lattices, of p(h = 1 | v) with the block spin that it follows best; its size, as a mean over the units. The rows below say what any block would do, and what chance does.',
  },
  coarseGraining: {
    title: 'Coarse-graining',
    say: 'To describe a picture by fewer numbers that keep its large features. The majority is one rule for it; a hidden layer is another, found by learning.',
  },
  latticeEnergy: {
    title: 'Energy of a lattice',
    say: 'Minus the sum over all bonds of the product of their two spins, per spin: −2 where all spins are alike, 0 for coins. It is that of the Ising model and not the machine’s own.',
    tex: 'e=-\\frac1N\\sum_{\\langle ij\\rangle}s_is_j',
  },
  magnetisation: {
    title: 'Magnetisation',
    say: 'The mean spin. On a finite lattice its sign turns round now and then, so its size |m| is what is averaged.',
  },
  specificHeat: {
    title: 'Specific heat',
    say: 'How much the energy of the lattice fluctuates, times K² and per spin. Of lattices at one temperature it is how much energy a degree takes; of any others it is only a spread.',
    tex: 'C=K^2\\,\\mathrm{var}(E)/N',
  },
  effectiveTemperature: {
    title: 'Effective temperature',
    say: 'The temperature at which an Ising lattice of this size has the energy that the pictures have, by Kaufman’s exact formula. It reads their energy alone: pictures that are no Ising lattices have one too.',
  },
  temperatureFlow: {
    title: 'Flow v → h → v',
    say: 'Lattices of one temperature are shown to the machine, which draws the hidden units and then new spins, again and again. After each step their effective temperature is read.',
  },
  code: {
    title: 'Code',
    say: 'What the hidden layer makes of a sample: the probability of each hidden unit, given the pixels. As a binary code, the units whose probability is above one half.',
    tex: 'p(h_j=1\\mid v)=\\sigma\\bigl(b_j+(v^\\top W)_j\\bigr)',
  },
  codeCluster: {
    title: 'Samples that share a code',
    say: 'Samples that switch on exactly the same hidden units. The machine has put them in one cluster without knowing any labels; rounded to on and off, it says the same about each.',
  },
  purity: {
    title: 'Purity',
    say: 'The share of samples that bear the most frequent label of their cluster. Many small clusters are pure by chance, so it is read beside the purity that shuffled labels get.',
  },
  principalComponents: {
    title: 'Principal components (PCA)',
    say: 'The directions along which the codes vary most, found from their covariance. The picture is a shadow on the first two: it is to scale, and the share of the variance says how much of the codes it shows.',
  },
  umap: {
    title: 'UMAP',
    say: 'A map that keeps each sample near its nearest neighbours and pushes others away, step by step from a random start (McInnes, Healy & Melville 2018). Neighbourhoods are to be trusted, distances between groups are not.',
  },
  isingModel: {
    title: 'Ising model',
    say: 'Spins that point up or down on a grid; neighbours like to agree, heat makes them forget. Below a critical temperature most of them agree, above it they do not, and at it there are islands of every size.',
    tex: 'E=-J\\sum_{\\langle ij\\rangle}s_is_j-H\\sum_i s_i',
  },
  coupling: {
    title: 'Coupling K',
    say: 'How strongly two neighbours agree, measured against the heat: J/kT, which is 1/T here. The infinite square lattice turns critical at 0.4407.',
    tex: 'K=J/kT,\\qquad K_c=\\tfrac12\\ln(1+\\sqrt2)',
  },
  metropolis: {
    title: 'Metropolis',
    say: 'One spin after the other is offered a flip. It is made if it lowers the energy, every second time if it costs nothing (else a ring would never settle), and the more seldom the more it costs. A sweep offers one to every spin.',
    tex: '\\min(1,e^{-\\Delta E/kT})\\ \\text{for }\\Delta E\\ne 0',
  },
  wolff: {
    title: 'Wolff clusters',
    say: 'A random spin takes like neighbours along, each with a probability that the coupling sets, and the whole cluster flips. At the critical point of a large lattice this forgets in a few clusters what single flips remember for thousands of sweeps.',
    tex: 'p=1-e^{-2K}',
  },
  bondEnergy: {
    title: 'Energy per spin',
    say: 'Minus the sum of s times s′ over all bonds, divided by the number of spins, in units of J: −2 on a torus whose spins all agree, −1 on such a ring. The share of a field is left out.',
  },
  isingMagnetisation: {
    title: 'Magnetisation |m|',
    say: 'The size of the mean spin. A finite lattice without a field points up as often as down in the long run, so the sign is dropped before the mean is taken.',
  },
  bondHeat: {
    title: 'Heat capacity per spin',
    say: 'How much the energy of the bonds fluctuates, in units of k; the share of a field is left out, as in the energy above. On the infinite lattice it has no bound at the critical temperature; small lattices peak above that temperature, and that is no error.',
    tex: 'C=K^2\\,\\mathrm{Var}\\Bigl(\\sum_{\\langle ij\\rangle} s_is_j\\Bigr)/N',
  },
  kaufman: {
    title: 'How exact values come about',
    say: 'By counting all states of up to 20 spins; by multiplying transfer matrices for rings and narrow strips; by Kaufman’s formula of 1949 for a torus of any size without a field. That formula lacks |m|; up to 8 spins across, transfer matrices that count spins up give it. The infinite lattice is Onsager’s and Yang’s.',
  },
  couplingFlow: {
    title: 'Flow of the coupling',
    say: 'The coupling at which an Ising lattice of the blocks’ size has as many like neighbours in the mean as the blocks have. Blocks also have couplings farther off, so this one number is a thermometer and not the whole truth.',
  },
  bondMachine: {
    title: 'The lattice as a machine',
    say: 'A hidden unit for each bond, joined to both its ends, leaves exactly that bond when it is summed over. So the visible units of this machine are the lattice, and nothing had to be learned.',
    tex: 'w=\\tfrac12\\,\\mathrm{arcosh}\\,e^{2K}',
  },
  stack: {
    title: 'Stack of machines',
    say: 'Machines on top of each other: the hidden units of one are the visible units of the next. They learn from the bottom up, one at a time; those below stand still (Hinton, Osindero and Teh 2006).',
  },
  greedyLayer: {
    title: 'Rows of a higher layer',
    say: 'Each training row is sent up through the layers below, and its last hidden probabilities are drawn as on and off, up to four times. The layer learns those draws as if they were data.',
  },
  topDown: {
    title: 'Pictures from the top down',
    say: 'Gibbs sweeps in the top machine alone, from random states; then one pass down, each layer drawn from the one above it. The last step shows the probabilities of the pixels.',
  },
  freeEnergyMatching: {
    title: 'Equal free energies',
    say: 'A constant is added to the energy of each layer above the first, so that its ln Z becomes that of layer 1. A constant cancels in every probability: nothing that the machine does changes.',
    tex: '\\textstyle\\sum_h e^{-E(h)}=\\sum_v e^{-E(v)}',
  },
  softmax: {
    title: 'Softmax classifier',
    say: 'One output for each class, a weighted sum of the features; their exponentials, divided by their sum, are the probabilities. On the pixels themselves it is logistic regression.',
    tex: 'p(c)=e^{x_c}/\\textstyle\\sum_d e^{x_d}',
  },
  fineTuning: {
    title: 'Fine-tuning',
    say: 'The stack is read upwards as an ordinary net with a softmax on top, and all its weights follow the gradient of the classification error, found by backpropagation.',
  },
  confusionMatrix: {
    title: 'Confusion matrix',
    say: 'A row for what each picture shows, a column for what it was taken for. The diagonal counts what is right.',
  },
  standardError: {
    title: 'Standard error',
    say: 'How far the mean over the seeds would move if the seeds were others: their standard deviation over √n. The rows that judge are the same each time, so their own luck is not in it.',
  },
} as const satisfies Record<string, Entry>;

export type GlossaryName = keyof typeof entries;
export const glossary: Readonly<Record<GlossaryName, Entry>> = entries;
