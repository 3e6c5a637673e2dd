/** The path to which the identity provider sends browsers back; its address has to be registered there. */
export const signedInPath = '/signed-in';

/** Where browsers come back to after signing out there. */
export const signedOutPath = '/signed-out';
