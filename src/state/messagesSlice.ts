/** What the page has to say: what happened, what is safe, what to do. */
import type { Slice } from './store';

/** What a message offers to do with one click; `app` knows how. */
export type Offer = 'go back to the last good epoch' | 'undo' | 'go on from the kept run' | 'start again';

export interface Message {
  /** One message a subject: a newer one takes the place of the older. */
  readonly subject: string;
  readonly kind: 'note' | 'warning' | 'error';
  readonly title: string;
  readonly lines: readonly string[];
  readonly offers?: readonly { readonly label: string; readonly offer: Offer }[];
}

export interface MessagesSlice {
  messages: readonly Message[];
  say(message: Message): void;
  dismiss(subject: string): void;
}

export const messagesSlice: Slice<MessagesSlice> = (set, get) => ({
  messages: [],
  say: (message) =>
    set({ messages: [...get().messages.filter(({ subject }) => subject !== message.subject), message] }),
  dismiss: (subject) => set({ messages: get().messages.filter((message) => message.subject !== subject) }),
});
