import { expect, test } from 'vitest';
import { actionNameOf } from './action-name.ts';

test.each([
  ['signIn', { known: 'signIn' }],
  ['putFunctionalityProfileSetting', { setting: 'saved', kind: 'Functionality profile' }],
  ['deleteAddressBookSetting', { setting: 'deleted', kind: 'Address book' }],
  ['somethingOfTomorrow', { words: 'Something of tomorrow' }],
])('%s is called %j', (action, name) => {
  expect(actionNameOf(action)).toEqual(name);
});
