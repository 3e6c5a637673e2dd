import { describe, expect, test } from 'vitest';
import { profileChanges, profileWithSignUp, savedProfile, sentProfile } from './profile-values.ts';

const account = {
  version: 3,
  profile: {
    personalTitle: null,
    firstName: 'Imogen',
    middleName: null,
    lastName: 'Fictitious',
    languageId: 'en-US',
    dateOfBirth: null,
    phone: '(713) 555-0147',
    emailMarketingConsent: 'unknown' as const,
    phoneMarketingConsent: 'granted' as const,
    receiptOption: 'standard' as const,
    email: 'imogen@example.com',
  },
};

/** The fields of the form as it is shown, with what somebody types over them. */
function sent(typed: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { values, saved, baseVersion } = savedProfile(account);
  return { ...values, saved: JSON.stringify(saved), baseVersion: String(baseVersion), ...typed };
}

describe('what the form of a profile changes', () => {
  test('nothing, as long as nothing is typed over', () => {
    expect(profileChanges(sentProfile(sent({})))).toEqual({});
  });

  test('only the fields that were typed over; an emptied one is taken away', () => {
    const changes = profileChanges(sentProfile(sent({ firstName: ' Imogène ', phone: '', receiptOption: 'email' })));
    expect(changes).toEqual({ firstName: 'Imogène', phone: null, receiptOption: 'email' });
  });

  test('a field that is not sent, or a receipt option that nobody offers, changes nothing', () => {
    const { phone: _phone, ...others } = sent({ receiptOption: 'by pigeon', languageId: '' });
    expect(profileChanges(sentProfile(others))).toEqual({});
  });

  test('compared with what the form showed, not with what another window has saved since', () => {
    const form = sentProfile(sent({ lastName: 'Imaginary' }));
    expect(form.baseVersion).toBe(3);
    expect(profileChanges(form)).toEqual({ lastName: 'Imaginary' });
  });

  test('a hidden field that is not as the page wrote it counts everything that is filled in as changed', () => {
    const form = sentProfile({ firstName: 'Imogen', lastName: '', saved: '{"firstName":', baseVersion: '-1' });
    expect(form).toMatchObject({ saved: {}, baseVersion: null });
    expect(profileChanges(form)).toEqual({ firstName: 'Imogen' });
  });
});

describe('what was typed at the sign-up of somebody who was a customer already', () => {
  const typed = {
    firstName: 'Imi',
    phone: '',
    emailMarketingConsent: 'granted' as const,
    phoneMarketingConsent: 'granted' as const,
  };

  test('stands in the form beside what is saved, and counts as a change', () => {
    const shown = profileWithSignUp(account, typed);
    expect(shown.values).toMatchObject({ firstName: 'Imi', lastName: 'Fictitious', phone: '(713) 555-0147' });
    expect(profileChanges(shown)).toMatchObject({ firstName: 'Imi' });
  });

  test('an agreement that was given there is asked to be confirmed, unless it is there already', () => {
    expect(profileWithSignUp(account, typed).consents).toEqual({ emailMarketingConsent: true });
  });

  test('an agreement that was unticked again is not given', () => {
    const { saved } = savedProfile(account);
    const fields = { saved: JSON.stringify(saved), emailMarketingConsentOffered: 'yes' };
    expect(profileChanges(sentProfile(fields))).toEqual({});
    const ticked = sentProfile({ ...fields, emailMarketingConsent: 'yes' });
    expect(profileChanges(ticked)).toEqual({ emailMarketingConsent: 'granted' });
  });
});
