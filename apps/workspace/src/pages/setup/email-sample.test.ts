import { expect, it } from 'vitest';
import { filledTemplate } from './email-sample.ts';

it('puts the customer of the example into a template and leaves what is no placeholder as it stands', () => {
  const template = { subject: 'Welcome to %channelname%', html: '<b>%accountnumber%</b> %shoesize%', text: '100%' };
  expect(filledTemplate(template, 'en')).toEqual({
    subject: 'Welcome to Houston',
    html: '<b>C-000004711</b> %shoesize%',
    text: '100%',
  });
});
