/** An e-mail in one language. */
export type Template = Readonly<Record<'subject' | 'html' | 'text', string>>;

/** A customer that is not, to try a template on. */
const samples: Readonly<Record<'en' | 'fr', Readonly<Record<string, string>>>> = {
  en: {
    customername: 'Karen Berg',
    firstname: 'Karen',
    lastname: 'Berg',
    accountnumber: 'C-000004711',
    channelname: 'Houston',
    legalentityname: 'Contoso Retail USA',
  },
  fr: {
    customername: 'Zoé Lefèvre',
    firstname: 'Zoé',
    lastname: 'Lefèvre',
    accountnumber: 'C-000004712',
    channelname: 'Paris',
    legalentityname: 'Contoso Retail France',
  },
};

/** A template with the customer of the example put in; a placeholder that there is not stays as it stands. */
export function filledTemplate(template: Template, language: 'en' | 'fr'): Template {
  const fill = (content: string): string =>
    content.replaceAll(/%(\p{L}+)%/gu, (placeholder, name: string) => samples[language][name] ?? placeholder);
  return { subject: fill(template.subject), html: fill(template.html), text: fill(template.text) };
}
