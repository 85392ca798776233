const LINK_PROTOCOLS: ReadonlySet<string> = new Set(['https:', 'http:']);
const IMAGE_PROTOCOLS: ReadonlySet<string> = new Set(['https:', 'http:', 'blob:']);
/** Scripts inside an SVG do not run when it is the source of an `<img>`. */
const IMAGE_DATA = /^data:image\/(?:png|jpeg|gif|webp|avif|svg\+xml)[;,]/i;

/**
 * A URL a view may put into `href` (`link`) or into the `src` of an `<img>` (`image`); `undefined` for every other.
 *
 * @param url absolute; addresses with a user name or password in them are refused
 */
export function safeUrl(url: string, kind: 'link' | 'image'): string | undefined {
  if (kind === 'image' && IMAGE_DATA.test(url)) return url;
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return undefined;
  }
  const protocols = kind === 'image' ? IMAGE_PROTOCOLS : LINK_PROTOCOLS;
  return protocols.has(parsed.protocol) && !parsed.username && !parsed.password ? parsed.href : undefined;
}
