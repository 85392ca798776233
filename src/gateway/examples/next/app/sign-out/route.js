export {signOut as POST} from '../../../sessions.mjs';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';
