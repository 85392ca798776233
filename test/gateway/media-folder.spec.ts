import {mkdtemp, readdir, rm, utimes, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, test} from '@playwright/test';
import {mediaFolder} from '../../src/gateway/examples/media-folder.mjs';

let folder = '';
test.beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'media-'))));
test.afterEach(() => rm(folder, {recursive: true, force: true}));

const address = new URL('https://app.example/files');
const file = (bytes = 10) => ({name: 'x', type: 'image/png', bytes: new Uint8Array(bytes)});
const viewer = {user: 'anna'};

test('files go after their days, and nothing else in the folder does', async () => {
  const files = mediaFolder({folder, address, days: 30});
  const [old, recent] = [String(await files.store(file(), viewer)), String(await files.store(file(), viewer))];
  await writeFile(join(folder, 'notes.png'), 'mine');
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
  const nameOf = (url: string) => url.split('/').at(-1) ?? '';
  await utimes(join(folder, nameOf(old)), daysAgo(31), daysAgo(31));
  await utimes(join(folder, nameOf(recent)), daysAgo(29), daysAgo(29));
  await utimes(join(folder, 'notes.png'), daysAgo(365), daysAgo(365));
  await files.sweep();
  expect((await readdir(folder)).sort()).toEqual([nameOf(recent), 'notes.png'].sort());
  const statusOf = async (url: string) => (await files.fetch(new Request(url))).status;
  expect([await statusOf(old), await statusOf(recent)]).toEqual([404, 200]);
  expect(await statusOf(`${address.href}/notes.png`)).toBe(404);
});

test('together they take up no more than they may', async () => {
  const files = mediaFolder({folder, address, days: 30, bytes: 25});
  await files.store(file(), viewer);
  await files.store(file(), viewer);
  await expect(files.store(file(), viewer)).rejects.toThrow('full');
  expect((await readdir(folder)).length).toBe(2);
});
