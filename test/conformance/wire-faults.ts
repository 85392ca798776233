interface WireFault {
  readonly name: string;
  readonly fails: string;
  readonly says: RegExp;
  readonly broken: (fetch: typeof globalThis.fetch) => typeof globalThis.fetch;
}

const isSend = (init?: RequestInit): boolean => init?.method === 'POST';

export const WIRE_FAULTS: readonly WireFault[] = [
  {
    name: 'puts the key into URLs',
    fails: 'keys and signing in: puts no key into a URL',
    says: /a URL without any key/,
    broken: (fetch) => (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      url.searchParams.set('key', new Headers(init?.headers).get('authorization')?.slice('Bearer '.length) ?? '');
      return fetch(url, init);
    },
  },
  {
    name: 'repeats a send on which the server broke',
    fails: 'trouble on the way: repeats no send by itself',
    says: /the number of requests/,
    broken: (fetch) => async (input, init) => {
      const response = await fetch(input, init);
      if (response.status < 500 || !isSend(init)) return response;
      await fetch(input, init);
      return response;
    },
  },
  {
    name: 'knocks a third time when it is locked out',
    fails: 'keys and signing in: gives up when fresh headers are refused too',
    says: /unauthorized|the number of its requests|to be refused/,
    broken: (fetch) => async (input, init) => {
      const response = await fetch(input, init);
      return response.status === 401 ? fetch(input, init) : response;
    },
  },
  {
    name: 'does not read how long to wait',
    fails: 'trouble on the way: reads Retry-After of a read in both of its forms',
    says: /retryAfter/,
    broken: (fetch) => async (input, init) => {
      const {status, headers, body} = await fetch(input, init);
      const kept = new Headers(headers);
      if (/[a-z]/i.test(kept.get('retry-after') ?? '')) kept.delete('retry-after');
      return new Response(body, {status, headers: kept});
    },
  },
  {
    name: 'takes a web page for an empty list',
    fails: 'trouble on the way: does not take for an answer what is none',
    says: /a read that is answered with/,
    broken: (fetch) => async (input, init) => {
      const response = await fetch(input, init);
      const isPage = response.headers.get('content-type') === 'text/html';
      return isPage ? Response.json({threads: [], letters: []}) : response;
    },
  },
  {
    name: 'goes blank over a status it does not know',
    fails: 'answers nobody expected: reads messages whatever their fields hold',
    says: /letters\[\]\.state/,
    broken: (fetch) => async (input, init) => {
      const response = await fetch(input, init);
      const isUnknown = (await response.clone().text()).includes('"state":"something-new"');
      return isUnknown && !isSend(init) ? new Response('{}') : response;
    },
  },
  {
    name: 'takes rows it cannot read for no rows',
    fails: 'answers nobody expected: says that messages cannot be read, not that there are none',
    says: /Expected what came of a page of messages in which no row can be read to be "decode"/,
    broken: (fetch) => async (input, init) => {
      const response = await fetch(input, init);
      const text = await response.text();
      return new Response(text.replaceAll(/\[\{\}(?:,\{\})*\]/g, '[]'), response);
    },
  },
  {
    name: 'drops what it does not know',
    fails: 'answers nobody expected: keeps fields it does not know in raw',
    says: /to hold what the provider added/,
    broken: (fetch) => async (input, init) => {
      const response = await fetch(input, init);
      const text = await response.text();
      return new Response(text.replaceAll(/,"conformance_unknown_field":\{[^}]*\}/g, ''), {
        status: response.status,
        headers: response.headers,
      });
    },
  },
];
