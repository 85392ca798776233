/** JSON is UTF-8; only what is none may be what its header says. */
export function decodeAs(bytes: ArrayBuffer, contentType: string): string {
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes);
  } catch {
    const [, charset] = /charset="?([\w-]+)/i.exec(contentType) ?? [];
    return new TextDecoder(charset).decode(bytes);
  }
}

const LARGE_NUMBER = /(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;
const asText = (number: string): string => (Number.isSafeInteger(Number(number)) ? number : `"${number}"`);

/** JSON with each whole number that JavaScript cannot hold as a text: most are ids, and two of them might become one. */
export function exactJson(json: string): string {
  let isText = false;
  const parts = json.split('"').map((part) => {
    const exact = isText ? part : part.replace(LARGE_NUMBER, asText);
    // A quotation mark after an odd number of backslashes belongs to the text.
    let end = part.length;
    while (part[end - 1] === '\\') end--;
    isText = !isText || (part.length - end) % 2 === 1;
    return exact;
  });
  return parts.join('"');
}
