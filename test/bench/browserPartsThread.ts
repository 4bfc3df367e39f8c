/** A thread of a team in a browser: a message in, a message out. */
import { type PartsRequest, PartsThread } from './partsThread';

const thread = new PartsThread();
self.onmessage = ({ data }: MessageEvent<PartsRequest>) => self.postMessage(thread.answer(data));
