import { expect, onTestFinished, test } from 'vitest';
import { PeerProcess } from './peerProcess';
import { selectRows } from './rows';

const { work } = selectRows('cd1.16x16')[0];

/** A peer that answers each line with what the JavaScript `answer` makes of the parsed request `r`. */
function peerThat(answer: string): PeerProcess {
  const script = `require('readline').createInterface({ input: process.stdin })
    .on('line', (line) => { const r = JSON.parse(line); ${answer} })`;
  return start(process.execPath, ['-e', script]);
}

function start(file: string, args: string[]): PeerProcess {
  const peer = new PeerProcess({ file, args, environment: {}, folder: '/inputs' });
  onTestFinished(() => peer.close());
  return peer;
}

test('prepare(work) sends the work with the folder of its input', async () => {
  const peer = peerThat(
    'console.log(JSON.stringify({ unitsPerStep: 1, note: r.command + r.folder + r.work.input }))',
  );
  expect(await peer.prepare(work)).toEqual({ unitsPerStep: 1, note: 'prepare/inputsbars-4x4.rows' });
});

test('measure(steps) gives the seconds that the peer took inside', async () => {
  const peer = peerThat('console.log(JSON.stringify({ seconds: r.steps / 4 }))');
  expect(await peer.measure(3)).toEqual({ seconds: 0.75 });
  expect(await peer.measure(8)).toEqual({ seconds: 2 });
});

test('measure(steps) passes over lines that are no answers', async () => {
  const peer = peerThat('console.log("a library says hello"); console.log(JSON.stringify({ seconds: 1 }))');
  expect(await peer.measure(1)).toEqual({ seconds: 1 });
});

test('measure(steps) rejects with the words of a peer that fails', async () => {
  const peer = peerThat('console.log(JSON.stringify({ error: "wrong products" }))');
  await expect(peer.measure(1)).rejects.toThrow('wrong products');
});

test('measure(steps) rejects with the last line of a peer that dies, then and after', async () => {
  const peer = peerThat('console.error("No module named numpy"); process.exit(3)');
  await expect(peer.measure(1)).rejects.toThrow('ended with 3: No module named numpy');
  await expect(peer.measure(1)).rejects.toThrow('ended with 3');
});

test('prepare(work) rejects where the program is not there', async () => {
  await expect(start('/nowhere/python3', []).prepare(work)).rejects.toThrow('ENOENT');
});

test('alternative() is undefined where the peer knows none', async () => {
  expect(await peerThat('console.log("{}")').alternative()).toBeUndefined();
});

test('close() ends the process, and may be called twice', async () => {
  const peer = peerThat('');
  await peer.close();
  await peer.close();
  await expect(peer.measure(1)).rejects.toThrow('ended with null');
});
