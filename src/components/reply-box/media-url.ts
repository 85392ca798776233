/** The address in full when a provider could fetch it: https, a public-looking host, no name or password in it. */
export function publicMediaUrl(typed: string): string | undefined {
  const text = typed.trim();
  if (!URL.canParse(text)) return undefined;
  const {protocol, username, password, hostname, href} = new URL(text);
  if (protocol !== 'https:' || username || password) return undefined;
  return /\.[a-z][a-z\d-]*\.?$/i.test(hostname) ? href : undefined;
}
