/** A thread of a team in Node: a message in, a message out. */
import { parentPort } from 'node:worker_threads';
import { type PartsRequest, PartsThread } from './partsThread';

const thread = new PartsThread();
parentPort!.on('message', (request: PartsRequest) => parentPort!.postMessage(thread.answer(request)));
