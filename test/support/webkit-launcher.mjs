import {spawn} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {webDriverPage} from './engine-page.mjs';

/** The buttons above the page, as small as they get: no window is narrower than they are. */
const SMALL_BUTTONS = 'window * {min-width: 0; min-height: 0; padding: 0; margin: 0; border-width: 0; font-size: 1px}';

/** Without a window manager, the focus is with the window below the mouse, which rests in the middle of the screen. */
const SCREEN = ['-screen', '0', '400x300x24', '-nolisten', 'tcp'];

const SIZE = {width: 800, height: 600};

export const webkitBrowser = () =>
  ['x86_64', 'aarch64']
    .map((cpu) => `/usr/lib/${cpu}-linux-gnu/webkit2gtk-4.1/MiniBrowser`)
    .find((file) => existsSync(file));

const freePort = () =>
  new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const {port} = server.address();
      server.close(() => found(port));
    });
  });

/**
 * Runs tests in WebKitGTK, over WebDriver and on a display of its own: one window, one file at a time. To the runner's
 * commands it is a page of Playwright, the one kind of page that knows keys held together.
 */
export function webkitLauncher() {
  const urls = new Map();
  const settings = mkdtempSync(join(tmpdir(), 'parlor-webkit-'));
  let processes = [];
  let server;
  let session;
  let active;
  let starting;

  const call = async (method, path, body) => {
    const request = {method, body: method === 'POST' ? JSON.stringify(body ?? {}) : undefined};
    const response = await fetch(`${server}${path}`, request);
    const {value} = await response.json();
    if (!response.ok) throw new Error(`WebDriver ${path}: ${value?.error} ${value?.message}`);
    return value;
  };
  const post = (path, body) => call('POST', `${session}${path}`, body);

  const start = async () => {
    const port = await freePort();
    const display = `:${port}`;
    const env = {
      ...process.env,
      DISPLAY: display,
      GDK_BACKEND: 'x11',
      NO_AT_BRIDGE: '1',
      LIBGL_ALWAYS_SOFTWARE: '1',
      XDG_CONFIG_HOME: settings,
    };
    mkdirSync(join(settings, 'gtk-3.0'));
    writeFileSync(join(settings, 'gtk-3.0/gtk.css'), SMALL_BUTTONS);
    processes.push(spawn('Xvfb', [display, ...SCREEN], {stdio: 'ignore'}));
    processes.push(spawn('WebKitWebDriver', [`--port=${port}`], {stdio: 'ignore', env}));
    server = `http://127.0.0.1:${port}`;
    for (let tries = 0; ; tries++) {
      try {
        await fetch(`${server}/status`);
        break;
      } catch (error) {
        if (tries > 100) throw error;
        await new Promise((done) => setTimeout(done, 100));
      }
    }
    const options = {binary: webkitBrowser(), args: ['--automation']};
    const {sessionId} = await call('POST', '/session', {
      capabilities: {alwaysMatch: {'webkitgtk:browserOptions': options}},
    });
    session = `/session/${sessionId}`;
    await resize(SIZE);
  };

  /** A window has edges of its own: what it is asked for is more than the page gets. */
  const resize = async ({width, height}) => {
    const inner = () => post('/execute/sync', {script: 'return [innerWidth, innerHeight]', args: []});
    await post('/window/rect', {width, height});
    for (let tries = 0; tries < 20; tries++) {
      const [innerWidth, innerHeight] = await inner();
      if (innerWidth === width && innerHeight === height) return;
      const rect = await call('GET', `${session}/window/rect`);
      await post('/window/rect', {
        width: rect.width + width - innerWidth,
        height: rect.height + height - innerHeight,
      });
      await new Promise((done) => setTimeout(done, 20));
    }
    throw new Error(`The window did not become ${width} x ${height}.`);
  };

  const page = webDriverPage({
    perform: (actions) => post('/actions', {actions}),
    resize,
  });

  return {
    name: 'WebKit',
    type: 'playwright',
    concurrency: 1,
    async initialize() {},
    async startSession(id, url) {
      await (starting ??= start());
      active = id;
      urls.set(id, url);
      await resize(SIZE);
      await post('/url', {url});
    },
    isActive: (id) => active === id,
    getBrowserUrl: (id) => urls.get(id),
    getPage: () => ({
      ...page,
      screenshot: async () => Buffer.from(await call('GET', `${session}/screenshot`), 'base64'),
    }),
    async stopSession(id) {
      if (active === id) {
        active = undefined;
        await call('DELETE', `${session}/actions`).catch(() => undefined);
        await post('/url', {url: 'about:blank'}).catch(() => undefined);
      }
      return {};
    },
    async stop() {
      if (session) await call('DELETE', session).catch(() => undefined);
      for (const each of processes) each.kill();
      processes = [];
      rmSync(settings, {recursive: true, force: true});
    },
    async startDebugSession() {
      throw new Error('There is no window to debug in.');
    },
  };
}
