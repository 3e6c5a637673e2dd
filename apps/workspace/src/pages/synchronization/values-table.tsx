import { Table, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TypedValue } from './edited-changes.ts';
import type { Editor } from './record-editors.ts';
import type { RecordLine, RecordSection } from './record-sections.ts';
import { ValueInput } from './value-input.tsx';

interface ValuesTableProps {
  readonly sections: readonly RecordSection[];
  readonly editorOf: (field: string) => Editor;
  /** The sentence of what is wrong with a field. */
  readonly problemAt: (field: string) => string | undefined;
  readonly isEditable: boolean;
  onChange(field: string, value: TypedValue): void;
}

/** The *Customer attributes* of a record: old value and new value side by side. */
export function ValuesTable({ sections, ...rest }: ValuesTableProps): ReactNode {
  const { t } = useTranslation('synchronization');
  if (sections.length === 0) return <Text className="quiet">{t('record.noValues')}</Text>;
  return (
    <div className="values-scroller" tabIndex={0} role="region" aria-label={t('record.attributes')}>
      <Table className="values" verticalSpacing="xs" layout="fixed" miw={560}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="24%">{t('record.field')}</Table.Th>
            <Table.Th w="30%">{t('record.oldValue')}</Table.Th>
            <Table.Th>{t('record.newValue')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        {sections.map((section) => (
          <Section key={section.key} section={section} {...rest} />
        ))}
      </Table>
    </div>
  );
}

function Section({
  section,
  ...rest
}: Omit<ValuesTableProps, 'sections'> & { readonly section: RecordSection }): ReactNode {
  return (
    <Table.Tbody>
      {section.title !== '' && (
        <Table.Tr>
          <Table.Th colSpan={3} scope="colgroup">
            <Title order={3} size="h5">
              {section.title}
            </Title>
          </Table.Th>
        </Table.Tr>
      )}
      {section.lines.map((line) => (
        <Line key={line.field} line={line} section={section.title} {...rest} />
      ))}
    </Table.Tbody>
  );
}

interface LineProps extends Omit<ValuesTableProps, 'sections'> {
  readonly line: RecordLine;
  readonly section: string;
}

function Line({ line, section, editorOf, problemAt, isEditable, onChange }: LineProps): ReactNode {
  const editor = editorOf(line.field);
  const shown = useShownValue(editor);
  const { field, label, oldValue, newValue } = line;
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500}>
        {label}
      </Table.Th>
      <Table.Td className="old-value">{shown(oldValue)}</Table.Td>
      <Table.Td>
        {isEditable ? (
          <ValueInput
            editor={editor}
            label={section === '' ? label : `${label} (${section})`}
            value={newValue}
            error={problemAt(field)}
            onChange={(value) => onChange(field, value)}
          />
        ) : (
          <>
            {shown(newValue)}
            {problemAt(field) !== undefined && (
              <Text size="sm" className="record-mark" data-status="failed">
                {problemAt(field)}
              </Text>
            )}
          </>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

/** A value as people read it. */
function useShownValue(editor: Editor): (value: TypedValue) => string {
  const { t } = useTranslation('synchronization');
  const shell = useTranslation('shell').t;
  return (value) => {
    if (value === null || value === '') return t('record.empty');
    if (editor.type === 'picture') return t('record.picture');
    if (typeof value === 'boolean') return shell(value ? 'yes' : 'no');
    if (editor.type === 'choice')
      return editor.choices.find((choice) => choice.value === value)?.label ?? String(value);
    return String(value);
  };
}
