import {gateway} from '../../../../gateway.mjs';

// Nothing of it is prerendered or cached, and streams need Node's runtime rather than the edge.
export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** @param {Request} request */
const handle = (request) => gateway.fetch(request);
export {handle as GET, handle as POST, handle as PUT, handle as PATCH, handle as DELETE};
