/** Where the browsers of the tests are, and how to get them: Debian's `chromium` and `firefox-esr`. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const browsers = {
  chromium: { variable: 'CHROMIUM', package: 'chromium', paths: ['/usr/bin/chromium'] },
  firefox: {
    variable: 'FIREFOX',
    package: 'firefox-esr',
    paths: ['/usr/bin/firefox-esr', '/usr/bin/firefox'],
  },
};

function find({ variable, paths }) {
  return [process.env[variable], ...paths].find((path) => path && existsSync(path));
}

const quietly = (args) =>
  spawnSync('apt-get', args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });

function install(packages) {
  const mayInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  if (!mayInstall) return;
  console.log(`installing ${packages.join(' and ')} for the tests`);
  quietly(['update', '-qq']);
  quietly(['install', '-y', '-qq', '--no-install-recommends', ...packages]);
}

/**
 * Looks for both browsers, installs what is missing where this process may, and names in the environment
 * (CHROMIUM, FIREFOX, or NO_CHROMIUM, NO_FIREFOX with the reason) what the tests then use.
 */
export function prepareBrowsers() {
  const missing = Object.values(browsers).filter((browser) => !find(browser));
  if (missing.length > 0) install(missing.map((browser) => browser.package));
  for (const browser of Object.values(browsers)) {
    const path = find(browser);
    if (path) process.env[browser.variable] = path;
    else {
      const how = `set ${browser.variable} to its path, or install Debian's package ${browser.package}`;
      process.env[`NO_${browser.variable}`] = `${browser.package} is missing: ${how}`;
      console.log(process.env[`NO_${browser.variable}`]);
    }
  }
}
