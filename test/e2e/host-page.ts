import {randomUUID} from 'node:crypto';
import type {Page} from '@playwright/test';
import {addresses} from './servers.js';

export interface HostPage {
  /** What stands in the body. */
  readonly body: string;
  /** Styles of the page. */
  readonly css?: string;
  /** A classic script that runs before everything else. */
  readonly script?: string;
  /** The files of ours that it loads, in this order. */
  readonly files?: readonly ('parlor.js' | 'parlor.all.js')[];
  /** Response headers, such as a policy. */
  readonly headers?: Readonly<Record<string, string>>;
}

const tagFor = (file: string): string =>
  file === 'parlor.js' ? `<script type="module" src="/${file}"></script>` : `<script src="/${file}" defer></script>`;

/** A page of somebody's own around our files, on the host's server, as long as the test lasts. */
export async function openHostPage(page: Page, host: HostPage): Promise<void> {
  const {body, css = '', script = '', files = ['parlor.js'], headers = {}} = host;
  const url = `${addresses.host()}/made-up-${randomUUID()}.html`;
  const html = `<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>A page of somebody’s own</title>
        <link rel="icon" href="data:," />
        <style>${css}</style>
        <script>${script}</script>
        ${files.map(tagFor).join('\n')}
      </head>
      <body>${body}</body>
    </html>`;
  await page.route(url, (route) => route.fulfill({contentType: 'text/html; charset=utf-8', headers, body: html}));
  await page.goto(url);
}
