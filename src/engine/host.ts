/** The session's clock and its ways of letting others run, passed in so that tests can drive time by hand. */

export interface Wait {
  readonly over: Promise<void>;
  /** Ends the wait at once; `over` resolves. */
  cancel(): void;
}

export interface Host {
  /** ms, from any origin; may be as coarse as 100 ms where a browser resists fingerprinting. */
  now(): number;
  /** Lets messages in, without a timer's clamp. */
  yieldTurn(): Promise<void>;
  wait(ms: number): Wait;
}

/** The host of a worker or of Node. A MessageChannel turn isn't clamped to 4 ms as nested timers are. */
export function realHost(): Host {
  const channel = new MessageChannel();
  const turns: (() => void)[] = [];
  channel.port1.onmessage = () => turns.shift()?.();
  return {
    now: () => performance.now(),
    yieldTurn: () =>
      new Promise((resolve) => {
        turns.push(resolve);
        channel.port2.postMessage(0);
      }),
    wait: (ms) => {
      let end = () => {};
      const over = new Promise<void>((resolve) => {
        end = resolve;
      });
      const timer = setTimeout(end, ms);
      return {
        over,
        cancel: () => {
          clearTimeout(timer);
          end();
        },
      };
    },
  };
}
