export type AttachmentKind = 'image' | 'video' | 'audio' | 'file' | 'link' | 'contact' | 'unknown';

/** A file, picture or link that came with a message. */
export interface Attachment {
  readonly id?: string;
  readonly url: string;
  readonly kind: AttachmentKind;
  readonly name?: string;
  /** As the provider says it: `application/pdf`. */
  readonly mediaType?: string;
  /** Size in bytes, when known. */
  readonly size?: number;
}

const KINDS: ReadonlyArray<readonly [AttachmentKind, RegExp]> = [
  ['image', /\.(?:avif|gif|jpe?g|png|webp|svg|bmp|heic)$/i],
  ['video', /\.(?:mp4|m4v|mov|webm|3gpp?)$/i],
  ['audio', /\.(?:mp3|m4a|aac|amr|ogg|opus|wav)$/i],
  ['contact', /\.(?:vcf|vcard)$/i],
];

const DATA_URL = /^data:(image|video|audio)?[^#]*(?:#(.*))?$/is;

/**
 * Makes an attachment from a bare URL: kind and name are read off its path, and `unknown` is an honest answer. Of a
 * `data:` URL the kind is read off its media type, and the name off its fragment.
 */
export function attachmentFromUrl(url: string): Attachment {
  const data = DATA_URL.exec(url);
  if (data) {
    const kind = (data[1]?.toLowerCase() as 'image' | 'video' | 'audio' | undefined) ?? 'file';
    return data[2] ? {url, kind, name: decodeName(data[2])} : {url, kind};
  }
  const path = url.split(/[?#]/, 1)[0] ?? url;
  const name = decodeName(path.slice(path.lastIndexOf('/') + 1));
  const kind = kindOfName(name);
  if (kind) return {url, kind, name};
  const named = nameInQuery(url);
  if (named) return {url, ...named};
  const usual = /\.\w{2,5}$/.test(name) ? 'file' : 'unknown';
  return name ? {url, kind: usual, name} : {url, kind: usual};
}

const kindOfName = (name: string): AttachmentKind | undefined => KINDS.find(([, pattern]) => pattern.test(name))?.[0];

/** Some servers have one address for all files, and take the name behind it: `/download?file=a.jpg`. */
function nameInQuery(url: string): Pick<Attachment, 'kind' | 'name'> | undefined {
  const query = /\?([^#]*)/.exec(url)?.[1] ?? '';
  for (const [, value] of new URLSearchParams(query)) {
    const name = value.slice(value.lastIndexOf('/') + 1);
    const kind = kindOfName(name);
    if (kind) return {kind, name};
  }
  return undefined;
}

function decodeName(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
