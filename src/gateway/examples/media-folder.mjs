// Keeps files that are sent on this disk, at public addresses that nobody can guess, for some days.
import {randomBytes} from 'node:crypto';
import {mkdir, readdir, readFile, rm, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';

/** What the gateway takes, and how each is called here. A file's own name says nothing: it is the sender's. */
const ENDINGS = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'video/mp4': 'mp4',
  'video/3gpp': '3gp',
  'audio/mpeg': 'mp3',
  'application/pdf': 'pdf',
};
/** @type {ReadonlyMap<string, string>} */
const TYPES = new Map(Object.entries(ENDINGS).map(([type, ending]) => [ending, type]));

/** The names that this file makes, and no others: nothing else in the folder is served or deleted. */
const NAME = /^[\w-]{32}\.([a-z\d]+)$/;
const DAY = 24 * 3_600_000;

/**
 * @param {object} options
 * @param {string} options.folder holds nothing else
 * @param {URL} options.address where `fetch` is mounted; providers come there without any session
 * @param {number} options.days that a file is kept
 * @param {number} [options.bytes] that all of them may take up: 1 GB by default
 */
export function mediaFolder({folder, address, days, bytes: most = 1e9}) {
  /** The files, those that are too old left out and deleted. */
  async function sweep() {
    const names = await readdir(folder).catch(() => []);
    let size = 0;
    for (const name of names.filter((each) => NAME.test(each))) {
      const file = await stat(join(folder, name)).catch(() => undefined);
      if (!file) continue;
      if (Date.now() - file.mtimeMs > days * DAY) await rm(join(folder, name), {force: true});
      else size += file.size;
    }
    return size;
  }
  // What cannot be deleted now is tried again.
  setInterval(() => void sweep().catch(() => undefined), 3_600_000).unref();

  /** @type {import('parlor/gateway').StoreMedia} */
  async function store({type, bytes}) {
    const ending = Object.entries(ENDINGS).find(([each]) => each === type)?.[1];
    if (!ending) throw new Error(`No ending for ${type}`);
    if ((await sweep()) + bytes.length > most) throw new Error('The folder for media is full.');
    const name = `${randomBytes(24).toString('base64url')}.${ending}`;
    await mkdir(folder, {recursive: true});
    await writeFile(join(folder, name), bytes, {flag: 'wx', mode: 0o640});
    return `${address.href}/${name}`;
  }

  /** Serves one, as what it was taken for and never as a page. @param {Request} request */
  async function fetch({method, url}) {
    const name = new URL(url).pathname.split('/').at(-1) ?? '';
    const type = TYPES.get(NAME.exec(name)?.[1] ?? '');
    const bytes =
      type && ['GET', 'HEAD'].includes(method) ? await readFile(join(folder, name)).catch(() => null) : null;
    if (!type || !bytes) return new Response('Not found', {status: 404});
    return new Response(method === 'HEAD' ? null : new Uint8Array(bytes), {
      headers: {
        'content-type': type,
        'content-length': String(bytes.length),
        'content-disposition': `${type === 'application/pdf' ? 'attachment' : 'inline'}; filename="${name}"`,
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, max-age=86400, immutable',
      },
    });
  }

  return {store, fetch, sweep};
}
