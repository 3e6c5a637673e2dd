/** What each form of the contacts is for; the page and the receiver name the same. */
export const contactPurposes = {
  useSignInEmail: 'use-sign-in-email',
  consent: (of: string) => `consent-${of}`,
  add: 'add-contact',
  change: (reference: string) => `change-contact-${reference}`,
  remove: (reference: string) => `remove-contact-${reference}`,
} as const;
