/**
 * Begins: spawns the thread that trains, then fetches the page. The page is by far the larger of the two, and
 * meanwhile the thread fetches and compiles what it needs.
 */
import { spawnAhead } from '../engine/spawnSession';
import { readThemeChoice, themeOf } from './themeChoice';

const spawn = spawnAhead();
const page = import('./page');
// storage that is asked for the first time keeps this thread waiting, so it is asked while the page is on its way
document.documentElement.dataset.theme = themeOf(readThemeChoice());
void page.then(({ openPage }) => openPage(spawn), sayMissing);

/** There is no page yet that could say it. */
function sayMissing(error: unknown): void {
  const notice = document.createElement('p');
  notice.role = 'alert';
  notice.textContent = `The page could not be fetched. Reload it to try again. (${error})`;
  document.getElementById('root')!.append(notice);
}
