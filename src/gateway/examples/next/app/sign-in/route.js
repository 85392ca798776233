export {signIn as POST} from '../../../sessions.mjs';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';
