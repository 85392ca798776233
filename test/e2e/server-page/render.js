import {readFileSync} from 'node:fs';
import {render} from '@lit-labs/ssr';
import {collectResult} from '@lit-labs/ssr/lib/render-result.js';
import {html} from 'lit';
import 'parlor/define';
import {page} from './page.js';

const {SERVER_NOW, SERVER_RENDERS} = process.env;
if (SERVER_NOW) Date.now = () => Number(SERVER_NOW);

if (SERVER_RENDERS === 'tags') {
  const {modules} = JSON.parse(readFileSync(new URL('../../../dist/custom-elements.json', import.meta.url), 'utf8'));
  const tags = modules.flatMap(({declarations = []}) => declarations.flatMap(({tagName}) => tagName ?? []));
  const drawn = {};
  for (const tag of tags) {
    const strings = [`<${tag}></${tag}>`];
    drawn[tag] = await collectResult(render(html(Object.assign(strings, {raw: strings}))));
  }
  console.log(JSON.stringify(drawn));
} else {
  console.log(await collectResult(render(page())));
}
