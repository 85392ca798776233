import {files} from '../../../../gateway.mjs';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** @param {Request} request */
const handle = (request) => files.fetch(request);
export {handle as GET, handle as HEAD};
