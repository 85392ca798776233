/**
 * Reads "any standard US format" (the Amplifi document) to E.164: ten digits, or eleven that start with 1, however
 * they are punctuated. Anything else is not a US number and answers `undefined`. The exact rule is inference.
 */
export function usNumberToE164(text: string): string | undefined {
  const trimmed = text.trim();
  if (!/^\+?[\d\s().-]+$/.test(trimmed)) return undefined;
  const digits = trimmed.replace(/\D/g, '');
  if (digits.length === 11 && digits.startsWith('1')) return `+${digits}`;
  return digits.length === 10 && !trimmed.startsWith('+') ? `+1${digits}` : undefined;
}
