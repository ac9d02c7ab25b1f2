import { can } from '../../../accounts/index.ts'
import type { AuditEntry } from '../../../audit/index.ts'
import type { AiringHistory, LogPhoto } from '../../../playout/index.ts'
import { DateField } from '../../components/date-field.tsx'
import { Field, FormFaults, type Returned } from '../../components/form.tsx'
import { Head, Page } from '../../components/page.tsx'
import { gradeWord, StatusWord } from '../../components/status.tsx'
import { WideTable } from '../../components/table.tsx'
import type { View } from '../../view.ts'
import { ledgerLine } from './airing-words.ts'
import { reasonIn } from './list.tsx'
import type { LogRow } from './rows.ts'

export type AiringProps = {
  v: View
  row: LogRow
  history: AiringHistory
  photos: readonly LogPhoto[]
  /** Null where this person may not read the audit trail. */
  audit: readonly AuditEntry[] | null
  /** The form that came back, and which of the two. */
  form: Returned
  failed: 'attest' | 'correct' | 'photo' | null
}

const PHOTO_TYPES = 'image/jpeg,image/png,image/webp,application/pdf'
const STATES = {
  counted: 'log.state_counted',
  quarantined: 'log.state_quarantined',
  rejected: 'log.state_rejected',
  discarded: 'log.state_discarded',
} as const

const Facts = ({ v, row }: { v: View; row: LogRow }) => {
  const { airing } = row
  const flags = airing.flags?.split(',') ?? []
  return (
    <dl class="facts">
      <dt>{v.t('log.planned_at')}</dt>
      <dd class="num">{v.fmt.moment(airing.startsAt)}</dd>
      <dt>{v.t('log.outcome')}</dt>
      <dd>
        <StatusWord v={v} status={row.status} /> {row.grade && <span class="quiet">({v.t(gradeWord[row.grade])})</span>}{' '}
        {flags.includes('corrected') && <span class="tag">{v.t('log.flag_corrected')}</span>}{' '}
        {flags.includes('withdrawn') && <span class="tag urgent">{v.t('log.flag_withdrawn')}</span>}
      </dd>
      {airing.actualStart !== null && (
        <>
          <dt>{v.t('log.actual')}</dt>
          <dd class="num">
            {v.fmt.moment(airing.actualStart)}
            {airing.playedSeconds !== null && ` · ${v.fmt.duration(airing.playedSeconds)}`}
          </dd>
        </>
      )}
      {(airing.outcomeReason ?? airing.stateReason) && (
        <>
          <dt>{v.t('log.csv_reason')}</dt>
          <dd>{reasonIn(v, airing.outcomeReason ?? airing.stateReason ?? '')}</dd>
        </>
      )}
      <dt>{v.t('log.segment')}</dt>
      <dd>{row.segmentName}</dd>
      <dt>{v.t('log.csv_id')}</dt>
      <dd class="num">{row.id}</dd>
    </dl>
  )
}

const History = ({ v, history }: { v: View; history: AiringHistory }) =>
  history.rows.length === 0 ? (
    <p class="quiet">{v.t('log.history_empty')}</p>
  ) : (
    <ol class="line">
      {history.rows.map((row) => {
        const told = ledgerLine(v, row.read)
        return (
          <li class={row.state === 'counted' ? '' : 'void'}>
            <strong>{told.what}</strong>
            {row.state !== 'counted' && (
              <span class="tag">{row.state in STATES ? v.t(STATES[row.state as keyof typeof STATES]) : row.state}</span>
            )}
            <span class="quiet small block">
              {told.by}
              {told.at !== null && ` · ${v.t('log.happened', { moment: v.fmt.moment(told.at) })}`}
            </span>
            {told.details.length > 0 && <span class="block">{told.details.join(' · ')}</span>}
            <span class="quiet small block num" title={row.hash}>
              {v.t('log.ledger_row', {
                n: v.fmt.number(row.position),
                moment: v.fmt.moment(row.read.receivedAt),
                hash: row.hash.slice(0, 12),
              })}
            </span>
          </li>
        )
      })}
    </ol>
  )

const WhenFields = ({ v, form, id }: { v: View; form: Returned; id: string }) => (
  <div class="when-fields">
    <Field v={v} name="time" id={`${id}-time`} label={v.t('log.time')} form={form} maxlength={5} />
    <DateField v={v} name="date" id={`${id}-date`} label={v.t('log.date')} form={form} />
    <Field v={v} name="minutes" id={`${id}-minutes`} label={v.t('log.minutes')} form={form} maxlength={6} />
  </div>
)
const untouched = { values: {}, faults: [], message: null }

const Attest = ({ v, row, form, open }: { v: View; row: LogRow; form: Returned; open: boolean }) => (
  <details class="act" open={open} id="xac-nhan">
    <summary>{v.t('log.attest')}</summary>
    <form method="post" action={`/nhat-ky/${row.id}/xac-nhan`} enctype="multipart/form-data">
      <FormFaults v={v} form={form} fields={['outcome', 'note', 'time', 'date', 'minutes']} />
      <Field v={v} name="outcome" id="attest-outcome" label={v.t('log.say')} form={form}>
        {(['aired', 'partial', 'missed'] as const).map((outcome) => (
          <option value={outcome} selected={form.values.outcome === outcome}>
            {v.t(`status.${outcome}`)}
          </option>
        ))}
      </Field>
      <WhenFields v={v} form={form} id="attest" />
      <Field
        v={v}
        name="note"
        id="attest-note"
        label={v.t('log.basis')}
        form={form}
        hint={v.t('log.basis_hint')}
        maxlength={1000}
      />
      <div class="field file">
        <label for="attest-photo">{v.t('log.photo')}</label>
        <input id="attest-photo" name="photo" type="file" accept={PHOTO_TYPES} />
      </div>
      <button class="button main" type="submit">
        {v.t('log.attest')}
      </button>
    </form>
  </details>
)

const Correct = ({ v, row, form, open }: { v: View; row: LogRow; form: Returned; open: boolean }) => (
  <details class="act" open={open} id="dinh-chinh">
    <summary>{v.t('log.correct')}</summary>
    <form method="post" action={`/nhat-ky/${row.id}/dinh-chinh`}>
      <FormFaults v={v} form={form} fields={['outcome', 'reason', 'time', 'date', 'minutes']} />
      <p class="quiet small spaced">{v.t('log.correct_hint')}</p>
      <Field v={v} name="outcome" id="correct-outcome" label={v.t('log.correct_to')} form={form}>
        {(['aired', 'partial', 'missed', 'no_word'] as const).map((outcome) => (
          <option value={outcome} selected={form.values.outcome === outcome}>
            {v.t(`status.${outcome}`)}
          </option>
        ))}
        <option value="as_reported" selected={form.values.outcome === 'as_reported'}>
          {v.t('log.as_reported')}
        </option>
      </Field>
      <WhenFields v={v} form={form} id="correct" />
      <Field v={v} name="reason" label={v.t('log.reason')} form={form} required maxlength={1000} />
      <button class="button main" type="submit">
        {v.t('log.correct')}
      </button>
    </form>
  </details>
)

const PLACES = { none: 'log.place_none', removed: 'log.place_removed', unknown: 'log.place_unknown' } as const

const Photos = ({
  v,
  row,
  photos,
  form,
  may,
}: {
  v: View
  row: LogRow
  photos: AiringProps['photos']
  form: Returned
  may: boolean
}) => (
  <section class="section" aria-labelledby="photos">
    <h2 id="photos">{v.t('log.photos')}</h2>
    {photos.length === 0 && <p class="quiet">{v.t('log.photos_none')}</p>}
    <ul class="photos">
      {photos.map((photo) => (
        <li>
          {photo.removed_at !== null ? (
            <span class="paper">{v.t('log.photo_removed', { day: v.fmt.date(v.dayOf(photo.removed_at)) })}</span>
          ) : (
            <a href={`/nhat-ky/anh/${photo.id}`}>
              {photo.extension === 'pdf' ? (
                <span class="paper">{photo.file_name}</span>
              ) : (
                <img
                  src={`/nhat-ky/anh/${photo.id}`}
                  alt={v.t('log.photo_alt', { name: photo.file_name })}
                  loading="lazy"
                />
              )}
            </a>
          )}
          <span class="quiet small block">
            {v.t('log.photo_by', { name: photo.created_by_name, moment: v.fmt.moment(photo.created_at) })}
          </span>
          <span class="quiet small block">{v.t(PLACES[photo.place])}</span>
          <span class="quiet small block num" title={photo.sha256}>
            SHA-256 {photo.sha256.slice(0, 12)}
          </span>
        </li>
      ))}
    </ul>
    {may && (
      <form class="filter" method="post" action={`/nhat-ky/${row.id}/anh`} enctype="multipart/form-data">
        <FormFaults v={v} form={form} fields={[]} />
        <div class="field file">
          <label for="photo">{v.t('log.photo')}</label>
          <input id="photo" name="photo" type="file" required accept={PHOTO_TYPES} />
        </div>
        <button class="button" type="submit">
          {v.t('log.photo_add')}
        </button>
      </form>
    )}
  </section>
)

const Audit = ({ v, audit }: { v: View; audit: readonly AuditEntry[] }) => (
  <section class="section" aria-labelledby="audit">
    <h2 id="audit">{v.t('log.audit')}</h2>
    {audit.length === 0 ? (
      <p class="quiet">{v.t('log.audit_none')}</p>
    ) : (
      <WideTable name={v.t('log.audit')}>
        <table class="table stack">
          <tbody>
            {audit.map((entry) => (
              <tr>
                <td class="num">{v.fmt.moment(entry.at)}</td>
                <th scope="row">{entry.actorName}</th>
                <td>{entry.action}</td>
                <td class="small hash">{JSON.stringify(entry.after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    )}
  </section>
)

/** One airing: what was planned, what became of it, and every row of the ledger that says so. */
export const AiringPage = ({ v, row, history, photos, audit, form, failed }: AiringProps) => {
  const subject = { stationId: row.airing.stationId }
  const begun = row.airing.startsAt <= v.now
  const mayAttest = begun && can(v.actor, 'airing.attest', subject)
  const mayCorrect = begun && can(v.actor, 'airing.correct', subject)
  const title = `${row.stationName}, ${v.fmt.moment(row.airing.startsAt)}`
  return (
    <Page v={v} title={title}>
      <Head
        title={title}
        over={<a href={`/nhat-ky?tu=${row.airing.plannedOn}&den=${row.airing.plannedOn}`}>{v.t('log.title')}</a>}
      />
      <div class="desk">
        <div class="text">
          <Facts v={v} row={row} />
          <section class="section" aria-labelledby="history">
            <h2 id="history">{v.t('log.history')}</h2>
            <History v={v} history={history} />
          </section>
          {audit && <Audit v={v} audit={audit} />}
        </div>
        <div class="side">
          {(mayAttest || mayCorrect) && (
            <section class="section" aria-labelledby="acts">
              <h2 id="acts">{v.t('log.acts')}</h2>
              {mayAttest && (
                <Attest
                  v={v}
                  row={row}
                  form={failed === 'attest' ? form : untouched}
                  open={failed === 'attest' || row.status === 'no_word'}
                />
              )}
              {mayCorrect && (
                <Correct v={v} row={row} form={failed === 'correct' ? form : untouched} open={failed === 'correct'} />
              )}
            </section>
          )}
          <Photos v={v} row={row} photos={photos} form={failed === 'photo' ? form : untouched} may={mayAttest} />
        </div>
      </div>
    </Page>
  )
}
