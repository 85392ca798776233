/** Endings of names that only a local network knows; a name without a dot is one as well. */
const LOCAL_NAME =
  /^[^.]*$|(?:^|\.)(?:localhost|localdomain|local|internal|intranet|lan|test|home|corp|private|home\.arpa)$/;

/** The first numbers of IPv4 addresses that lead nowhere in the public network (RFC 6890). */
const isLocalIpv4 = ([a = 0, b = 0]: readonly number[]): boolean =>
  a === 0 ||
  a === 10 ||
  a === 127 ||
  a >= 224 ||
  (a === 100 && b >= 64 && b < 128) ||
  (a === 169 && b === 254) ||
  (a === 172 && b >= 16 && b < 32) ||
  (a === 192 && (b === 168 || b === 0)) ||
  (a === 198 && (b === 18 || b === 19));

/** All of the public network that there is so far begins like this (RFC 4291), but for addresses that wrap another one. */
const PUBLIC_IPV6 = /^\[(?!2002:|2001:(?::|0:|db8:))[23][\da-f]{3}:/;

/**
 * Whether something that others named may be loaded without anybody asking for it. Else their message could have this
 * device ask anything of its local network. What is where the page itself is, the page could ask anyway.
 */
export const mayLoadUnasked = (url: string): boolean =>
  !isLocalAddress(url) || new URL(url).origin === globalThis.location?.origin;

/** Whether a web address leads to this device or its local network, as far as can be told without looking it up. */
export function isLocalAddress(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const {protocol, hostname} = new URL(url);
  if (!/^(?:https?|wss?):$/.test(protocol)) return false;
  const host = hostname.replace(/\.$/, '').toLowerCase();
  if (host.startsWith('[')) return !PUBLIC_IPV6.test(host);
  if (/^\d+(?:\.\d+){3}$/.test(host)) return isLocalIpv4(host.split('.').map(Number));
  return LOCAL_NAME.test(host);
}
