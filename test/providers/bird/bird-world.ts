/** The ids of the Bird document's samples. */
export const WORKSPACE = {
  workspaceId: 'a1405560-c8d3-4b1a-877d-3f449ad95352',
  participantId: '0c0defe3-c98d-46d9-a9bf-febc1e08aa0c',
} as const;
