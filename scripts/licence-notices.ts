import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Plugin} from 'vite';

const FILE = 'THIRD-PARTY-LICENSES.txt';

/** Puts the licences of everything that is bundled beside the files, and names them in each entry. */
export function licenceNotices(): Plugin {
  return {
    name: 'licence-notices',
    apply: 'build',
    generateBundle(_options, bundle) {
      const folders = new Set<string>();
      for (const output of Object.values(bundle)) {
        if (output.type !== 'chunk') continue;
        for (const [id, {renderedLength}] of Object.entries(output.modules)) {
          const folder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0];
          if (folder && renderedLength > 0) folders.add(folder);
        }
      }
      const notices = [...folders].sort().map(noticeOf);
      for (const output of Object.values(bundle)) {
        if (output.type !== 'chunk' || !output.isEntry) continue;
        const names = notices.map(({name, licence}) => `${name} (${licence})`).join(', ');
        // At the end, so that a source map keeps its lines.
        output.code = `${output.code.trimEnd()}\n/*! Includes ${names}: see ${FILE} */\n`;
      }
      const source = notices
        .map(({name, licence, text}) => `${name} (${licence})\n\n${text}\n`)
        .join(`\n${'-'.repeat(72)}\n\n`);
      this.emitFile({type: 'asset', fileName: FILE, source});
    },
  };
}

function noticeOf(folder: string): {readonly name: string; readonly licence: string; readonly text: string} {
  const {name, license} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>;
  const file = ['LICENSE', 'LICENSE.md', 'LICENSE.txt']
    .map((path) => join(folder, path))
    .find((path) => existsSync(path));
  if (!name || !license || !file) throw new Error(`${folder} has no licence that could be handed on.`);
  return {name, licence: license, text: readFileSync(file, 'utf8').trim()};
}
