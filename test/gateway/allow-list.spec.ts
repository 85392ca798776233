import {request as httpRequest} from 'node:http';
import {expect, test} from '@playwright/test';
import {HALVES} from './accounts.js';
import {mutations, SAMPLES, sent, type Sent} from './requests.js';
import {ORIGIN, serveGateway, serveProvider} from './servers.js';

const UNLIMITED = {perMinute: 1e9, burst: 1e9};

/** Sends a target exactly as it is written. */
function ask(url: string, {method, target, body}: Sent, prefix: string): Promise<number> {
  const {hostname, port} = new URL(url);
  return new Promise((resolve, reject) => {
    const headers = {
      origin: ORIGIN,
      ...(body !== undefined && {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
      }),
    };
    const asking = httpRequest({hostname, port, method, path: prefix + target, headers}, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    asking.on('error', reject);
    asking.end(body);
  });
}

let total = 0;

for (const [name, samples] of Object.entries(SAMPLES)) {
  test(`${name}: what the adapter asks is passed on, and nothing that is only nearly the same`, async () => {
    const provider = await serveProvider(() => Response.json({}));
    const half = HALVES[name]?.({baseUrl: provider.url});
    if (!half) throw new Error(name);
    const limits = {viewer: UNLIMITED, tenant: UNLIMITED};
    const gateway = await serveGateway({providers: {[name]: half}, limits});
    const prefix = `/messaging/${name}/api`;
    for (const sample of samples) expect(await ask(gateway.url, sent(sample), prefix), sample.path).toBe(200);
    const reached = provider.arrived.length;
    expect(reached).toBe(samples.length);

    const wrong: string[] = [];
    let tried = 0;
    for (const sample of samples) {
      for (const mutation of mutations(sample, samples)) {
        tried++;
        const status = await ask(gateway.url, mutation, prefix);
        // Dots may lead out of the provider's part, where there is nothing.
        const {pathname} = new URL(prefix + mutation.target, ORIGIN);
        if (status !== (pathname.startsWith(`${prefix}/`) ? 403 : 404))
          wrong.push(`${status} ${mutation.method} ${mutation.target} (${mutation.why})`);
      }
    }
    expect(wrong).toEqual([]);
    expect(provider.arrived.length - reached, 'requests that reached the provider').toBe(0);
    total += tried;
    console.log(`${name}: ${tried} mutated requests refused, 0 reached the provider`);
    await gateway.close();
    await provider.close();
  });
}

test.afterAll(() => console.log(`${total} mutated requests in this worker`));
