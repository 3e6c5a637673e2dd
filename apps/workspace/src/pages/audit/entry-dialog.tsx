import { Modal, Stack, Table, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditedSettingChange, AuditEntry } from '@counterfoil/contracts/administration/action-audit';
import { staffRoles } from '@counterfoil/contracts/administration/session';
import { problemText } from '@counterfoil/ui/error-notice.tsx';
import { Fact, Facts } from '@counterfoil/ui/facts.tsx';
import { dateTimeText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { OutcomeMark } from './outcome-mark.tsx';
import { useActionText } from './use-action-text.ts';
import { changedFields } from './value-rows.ts';

interface EntryDialogProps {
  readonly entry: AuditEntry | null;
  onClose(): void;
}

/** One entry whole: who, what, when, why it was refused, and old and new values side by side. */
export function EntryDialog({ entry, onClose }: EntryDialogProps): ReactNode {
  const { t } = useTranslation('audit');
  return (
    <Modal
      opened={entry !== null}
      onClose={onClose}
      title={t('details')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {entry && (
        <Stack>
          <EntryFacts entry={entry} />
          {entry.changes.length === 0 && <Text className="quiet">{t('noSettingChanged')}</Text>}
          {entry.changes.map((change) => (
            <ChangedValues key={`${change.setting} ${JSON.stringify(change.newValue)}`} change={change} />
          ))}
        </Stack>
      )}
    </Modal>
  );
}

function EntryFacts({ entry }: { readonly entry: AuditEntry }): ReactNode {
  const { t } = useTranslation('audit');
  const shell = useTranslation('shell').t;
  const language = useLanguage();
  const actionText = useActionText();
  const { name, subject, roles, at, endedAt, action, parameters, outcome, code } = entry;
  const titles = staffRoles.filter((role) => roles.includes(role)).map((role) => shell(`role.${role}`));
  return (
    <Facts>
      <Fact name={t('what')}>{actionText(action)}</Fact>
      <Fact name={t('who')}>{name === null || name === subject ? subject : `${name} (${subject})`}</Fact>
      {titles.length > 0 && <Fact name={t('roles')}>{titles.join(', ')}</Fact>}
      <Fact name={t('when')}>{dateTimeText(at, language)}</Fact>
      {endedAt !== null && <Fact name={t('ended')}>{dateTimeText(endedAt, language)}</Fact>}
      <Fact name={t('outcome')}>
        <OutcomeMark outcome={outcome} />
      </Fact>
      {code !== null && <Fact name={t('reason')}>{reasonOf(code, language)}</Fact>}
      {Object.entries(parameters).map(([parameter, value]) => (
        <Fact key={parameter} name={`${t('identifier')} (${parameter})`}>
          {value}
        </Fact>
      ))}
    </Facts>
  );
}

/** The sentence of the register; one with places for values, which the trail doesn't keep, says it by its code. */
function reasonOf(code: string, language: 'en' | 'fr'): string {
  const sentence = problemText({ code }, language);
  return sentence.includes('{') ? code : sentence;
}

function ChangedValues({ change }: { readonly change: AuditedSettingChange }): ReactNode {
  const { t } = useTranslation('audit');
  const rows = changedFields(change.oldValue, change.newValue);
  return (
    <section aria-label={change.setting}>
      <Title order={3} size="h5" mb="xs">
        {change.setting}
      </Title>
      {rows.length === 0 ? (
        <Text className="quiet">{t('nothingDiffers')}</Text>
      ) : (
        <Table.ScrollContainer minWidth={480} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table className="value-table" withTableBorder aria-label={change.setting}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('field')}</Table.Th>
                <Table.Th>{t('oldValue')}</Table.Th>
                <Table.Th>{t('newValue')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map(({ field, oldText, newText }) => (
                <Table.Tr key={field}>
                  <Table.Td>{field === '' ? t('wholeValue') : field}</Table.Td>
                  <Table.Td className="old-value">{oldText ?? t('noValue')}</Table.Td>
                  <Table.Td className="new-value">{newText ?? t('noValue')}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </section>
  );
}
