/** The gallery as a page of the development server: /test/gallery/index.html?case=…&theme=dark */
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { cases } from './cases';
import { Gallery } from './Gallery';
import { studyCases } from './studyCases';

const query = new URLSearchParams(location.search);
const name = query.get('case') ?? Object.keys(cases)[0]!;
if (query.get('theme')) document.documentElement.dataset.theme = query.get('theme')!;

function go(change: Record<string, string>) {
  for (const [key, value] of Object.entries(change)) query.set(key, value);
  location.search = query.toString();
}

function Study({ name: study }: { readonly name: string }) {
  const { View, makeStore } = studyCases[study]!;
  const [store] = useState(makeStore);
  return <View store={store} />;
}

createRoot(document.getElementById('root')!).render(
  <>
    <p className="gallery-choice">
      <label>
        Case{' '}
        <select value={name} onChange={(event) => go({ case: event.target.value })}>
          {[...Object.keys(cases), ...Object.keys(studyCases)].map((key) => (
            <option key={key}>{key}</option>
          ))}
        </select>
      </label>{' '}
      <button type="button" onClick={() => go({ theme: query.get('theme') === 'dark' ? 'light' : 'dark' })}>
        light or dark
      </button>
    </p>
    {cases[name] ? <Gallery store={cases[name]()} /> : <Study name={name} />}
  </>,
);
