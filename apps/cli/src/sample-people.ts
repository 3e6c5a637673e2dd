const firstNames = ['Alma', 'Bruno', 'Chloé', 'Dario', 'Esther', 'Farid', 'Greta', 'Hugo', 'Ines', 'Jonas'];
const lastNames = ['Samplewood', 'Exampleton', 'Demoulin', 'Mustermann', 'Ejemplar', 'Probst', 'Esempio'];

/** The fictitious person number `index` of the demonstration. */
export function samplePersonAt(index: number): Record<string, string> {
  const firstName = firstNames[index % firstNames.length] ?? 'Alma';
  const lastName = lastNames[index % lastNames.length] ?? 'Samplewood';
  return { customerType: 'person', firstName, lastName: `${lastName} ${index + 1}`, languageId: 'en-US' };
}
