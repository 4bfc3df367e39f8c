/** What happened, what is safe, what to do: warnings and errors as cards, notes on the footer's line. */
import { useEffect, useRef } from 'react';
import { Button } from '../controls/Button';
import { useLab } from '../controls/useLab';
import type { Message, Offer } from '../state/messagesSlice';
import type { LabStore } from '../state/store';
import './notices.css';

interface Props {
  readonly store: LabStore;
  readonly onAccept: (offer: Offer) => void;
}

export function Notices({ store, onAccept }: Props) {
  const all = useLab(store, (state) => state.messages);
  const inLessons = useLab(store, (state) => state.lesson !== undefined);
  // a run to go on from is the lab's
  const messages = inLessons ? all.filter(({ subject }) => subject !== 'kept') : all;
  const notice = (message: Message) => (
    <Notice
      key={message.subject}
      message={message}
      onAccept={onAccept}
      onClose={() => store.getState().dismiss(message.subject)}
    />
  );
  return (
    <aside aria-label="Messages">
      <div className="notices">{messages.filter(({ kind }) => kind !== 'note').map(notice)}</div>
      <div className="notes">{messages.filter(({ kind }) => kind === 'note').map(notice)}</div>
    </aside>
  );
}

interface NoticeProps {
  readonly message: Message;
  readonly onAccept: (offer: Offer) => void;
  readonly onClose: () => void;
}

/** How long a note that offers nothing stays. */
const fleeting = 8_000; // ms

function Notice({ message, onAccept, onClose }: NoticeProps) {
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    if (message.kind !== 'note' || message.offers) return;
    const timer = setTimeout(() => close.current(), fleeting);
    return () => clearTimeout(timer);
  }, [message]);
  return (
    <section className={`notice ${message.kind}`} role={message.kind === 'note' ? 'status' : 'alert'}>
      <h2>{message.title}</h2>
      {message.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {message.offers && message.offers.length > 0 && (
        <div className="offers">
          {message.offers.map(({ label, offer }) => (
            <Button key={label} onClick={() => onAccept(offer)}>
              {label}
            </Button>
          ))}
        </div>
      )}
      <Button kind="soft" label={`Close: ${message.title}`} onClick={onClose}>
        ✕
      </Button>
    </section>
  );
}
