import {Problem} from './problem.js';

const READS = ['GET', 'HEAD'];

/**
 * Lets in what the host's own pages ask. No other site gets anything, and what changes something has to prove where it
 * comes from: no form and no script of another site can send a message with the viewer's cookies.
 *
 * @throws Problem `foreign-origin`
 */
export function checkOrigin({method, headers}: Request, ownOrigin: string): void {
  const origin = headers.get('origin');
  const isOwn = origin === ownOrigin || (origin === null && headers.get('sec-fetch-site') === 'same-origin');
  const isSilent = origin === null && READS.includes(method) && headers.get('sec-fetch-site') !== 'cross-site';
  if (!isOwn && !isSilent) throw new Problem('foreign-origin');
}
