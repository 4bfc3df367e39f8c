/** Errors in plain words: what happened, what is safe, what to do. */
import { formatCount, formatMany } from '../chart/numbers';
import type { Failure } from '../engine/frame';
import type { Message } from '../state/messagesSlice';

export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Errors speak in fragments; on the page they are sentences. */
export const sentence = (text: string): string => {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
};

const happened: Record<Failure['kind'], string> = {
  diverged: 'The weights have grown beyond what a number can hold',
  threw: 'Training has stopped on an error',
  died: 'The worker that trains has stopped',
};

export function failureMessage({ kind, message, update, lastGoodEpoch }: Failure): Message {
  const back =
    lastGoodEpoch === undefined
      ? 'Reset starts anew.'
      : `Epoch ${formatCount(lastGoodEpoch)} is safe: go back to it, then lower the learning rate before playing on.`;
  // weights are looked at after a slice of training, which may be several updates
  const when = kind === 'diverged' ? 'by' : 'at';
  return {
    subject: 'failure',
    kind: 'error',
    title: `${happened[kind]}, ${when} update ${formatCount(update)}.`,
    // that weights are not finite is what the title says already
    lines: kind === 'diverged' ? [back] : [sentence(message), back],
    offers:
      lastGoodEpoch === undefined
        ? []
        : [{ label: 'Back to the last good epoch', offer: 'go back to the last good epoch' }],
  };
}

export function deathMessage(reason: string, keptUpdate: number | undefined): Message {
  const safe =
    keptUpdate === undefined
      ? 'The settings are safe; the run starts anew from them.'
      : `The run is safe up to update ${formatCount(keptUpdate)}.`;
  return {
    subject: 'failure',
    kind: 'error',
    title: `${happened.died}.`,
    lines: [
      sentence(reason.replace(/^The thread that trains has stopped: /, '')),
      `${safe} What you see is the last picture from it.`,
    ],
    offers: [
      {
        label: keptUpdate === undefined ? 'Start again' : 'Back to the last good epoch',
        offer: 'start again',
      },
    ],
  };
}

export const refusedMessage = (reason: string): Message => ({
  subject: 'refused',
  kind: 'error',
  title: 'That could not be done.',
  lines: [sentence(reason), 'The run goes on as it was.'],
});

export const linkMessage = (remarks: readonly string[]): Message => ({
  subject: 'link',
  kind: 'warning',
  title: 'Parts of the link were changed.',
  lines: [...remarks, 'Everything else is as the link says.'],
});

export const keptMessage = (update: number, epoch: number): Message => ({
  subject: 'kept',
  kind: 'note',
  title: `A run was kept here, at update ${formatCount(update)}.`,
  lines: [
    `${epoch > 0 ? `It had done ${formatMany(epoch, 'epoch')}. ` : ''}The run that you see has started afresh.`,
  ],
  offers: [{ label: `Go on from update ${formatCount(update)}`, offer: 'go on from the kept run' }],
});
