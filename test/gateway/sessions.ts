import type {Viewer} from '../../src/gateway/index.js';
import type {TenantName} from './accounts.js';

/** A session of the host's, as its cookie or a header carries it. No test is about how a host protects its own. */
export const sessionOf = (tenant: TenantName, user: string, expiresAt: number): string =>
  `${tenant}/${user}/${expiresAt}`;

/** Who has the session that a header names, if it is not over. */
export function viewerIn(header: string): Viewer | null {
  const [, tenant, user, expiresAt] = /(acme|globex)\/(\w+)\/(\d+)/.exec(header) ?? [];
  const isOver = !tenant || !user || Number(expiresAt) <= Date.now();
  return isOver ? null : {tenant, user, expiresAt: Number(expiresAt)};
}
