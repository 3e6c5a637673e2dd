import { Button, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedCustomersView, SavedView } from '@counterfoil/contracts/administration/saved-views';
import { Icon } from '@counterfoil/ui/icons.tsx';
import { chooseDefaultView } from '../../api/customer-list.ts';
import { useMay } from '../../session/session.ts';
import { DeleteViewDialog } from './delete-view-dialog.tsx';
import { SaveViewDialog } from './save-view-dialog.tsx';

interface SavedViewsMenuProps {
  readonly views: readonly SavedView[];
  readonly chosen: SavedView | null;
  /** What would be saved. */
  readonly current: SavedCustomersView;
  onChoose(view: SavedView | null): void;
  /** Has the views read again. */
  onChanged(): Promise<void>;
}

/** The saved views: choose, save, begin with one, delete. */
export function SavedViewsMenu({ views, chosen, current, onChoose, onChanged }: SavedViewsMenuProps): ReactNode {
  const { t } = useTranslation('customers');
  const may = useMay();
  const [isSaving, saving] = useDisclosure(false);
  const [deleted, setDeleted] = useState<SavedView | null>(null);
  const groups = [
    { title: t('ownViews'), views: views.filter(({ isOwn }) => isOwn) },
    { title: t('sharedViews'), views: views.filter(({ isOwn }) => !isOwn) },
  ];
  const begin = async (view: SavedView | null): Promise<void> => {
    await chooseDefaultView(view?.savedViewId ?? null);
    await onChanged();
  };
  return (
    <>
      <Menu position="bottom-start" width={300} withinPortal={false}>
        <Menu.Target>
          <Button variant="default" rightSection={<Icon name="chevronDown" sizePx={16} />}>
            {chosen ? chosen.name : t('views')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onChoose(null)}>{t('allCustomersView')}</Menu.Item>
          {groups.map(
            (group) =>
              group.views.length > 0 && (
                <div key={group.title}>
                  <Menu.Label>{group.title}</Menu.Label>
                  {group.views.map((view) => (
                    <Menu.Item key={view.savedViewId} onClick={() => onChoose(view)}>
                      {view.name}
                      {view.isDefault && ` · ${t('isDefault')}`}
                    </Menu.Item>
                  ))}
                </div>
              ),
          )}
          {may('createSavedView') && (
            <>
              <Menu.Divider />
              <Menu.Item onClick={saving.open}>{t('saveView')}</Menu.Item>
              {chosen && !chosen.isDefault && (
                <Menu.Item onClick={() => void begin(chosen)}>{t('makeDefault')}</Menu.Item>
              )}
              {views.some(({ isDefault }) => isDefault) && (
                <Menu.Item onClick={() => void begin(null)}>{t('noDefault')}</Menu.Item>
              )}
              {chosen && (
                <Menu.Item onClick={() => setDeleted(chosen)}>{t('deleteView', { name: chosen.name })}</Menu.Item>
              )}
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <SaveViewDialog isOpen={isSaving} current={current} onClose={saving.close} onSaved={onChanged} />
      <DeleteViewDialog
        view={deleted}
        onClose={() => setDeleted(null)}
        onDeleted={async () => {
          onChoose(null);
          await onChanged();
        }}
      />
    </>
  );
}
