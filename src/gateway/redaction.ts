/** Shorter ones are no keys, and would be found in ordinary words. */
const SHORTEST = 6;

/** Takes an account's secrets out of a text, however a provider that quotes them might write them. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const spellings = secrets
    .filter((secret) => secret.length >= SHORTEST)
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
      secret.replaceAll('/', '\\/'),
    ]);
  return spellings.reduce((rest, spelling) => rest.replaceAll(spelling, '[removed]'), text);
}
