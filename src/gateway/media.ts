import {ANSWER_HEADERS, Problem} from './problem.js';
import {bodyOf, typeOf} from './request-body.js';
import type {Viewer} from './viewer.js';

/** A file that somebody wants to send. */
export interface UploadedFile {
  /** As the page calls it: not to be trusted as a path. */
  readonly name: string;
  /** What the bytes are, not only what was said of them. */
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Keeps a file where the provider can fetch it. @returns its public https address */
export type StoreMedia = (file: UploadedFile, viewer: Viewer) => Promise<string | URL>;

export interface MediaLimits {
  /** 5 MB by default, which is what carriers pass on at most. */
  readonly bytes?: number;
  /** Of the types below, all by default. */
  readonly types?: readonly string[];
}

const LARGEST_FILE = 5_000_000;
const LONGEST_NAME = 200;

/** How the bytes of each type begin. A type without a sign of its own could be a page in disguise. */
const SIGNS: Readonly<Record<string, RegExp>> = {
  'image/jpeg': /^\xff\xd8\xff/,
  'image/png': /^\x89PNG\r\n/,
  'image/gif': /^GIF8[79]a/,
  'image/webp': /^RIFF[^]{4}WEBP/,
  'video/mp4': /^[^]{4}ftyp/,
  'video/3gpp': /^[^]{4}ftyp3g/,
  'audio/mpeg': /^(?:ID3|\xff[\xe2-\xfb])/,
  'application/pdf': /^%PDF-/,
};

/** @throws Problem */
export async function takeMedia(
  request: Request,
  viewer: Viewer,
  store: StoreMedia | undefined,
  {bytes: limit = LARGEST_FILE, types = Object.keys(SIGNS)}: MediaLimits = {},
): Promise<Response> {
  if (!store || request.method !== 'POST') throw new Problem('not-found');
  const type = typeOf(request);
  if (!types.includes(type)) throw new Problem('unsupported-type', {types});
  const bytes = await bodyOf(request, limit);
  if (bytes.length === 0) throw new Problem('empty');
  if (!SIGNS[type]?.test(String.fromCharCode(...bytes.subarray(0, 16)))) throw new Problem('unreadable');
  const address = await store({name: nameIn(request.headers.get('x-file-name') ?? ''), type, bytes}, viewer);
  const url = URL.canParse(String(address)) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw new Problem('failed');
  return Response.json({url: url.href}, {status: 201, headers: ANSWER_HEADERS});
}

/** The last part of a name, without what a file system or a header could take for something else. */
function nameIn(header: string): string {
  let name = header;
  try {
    name = decodeURIComponent(header);
  } catch {
    // It is a name all the same.
  }
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return (
    last
      .replace(/[\p{Cc}\p{Cf}"<>|:*?]/gu, '')
      .replace(/^\.+/, '')
      .slice(0, LONGEST_NAME)
      // What is left of a character that was cut in two.
      .replace(/\p{Cs}/gu, '') || 'file'
  );
}
