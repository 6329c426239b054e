import { DataCatalogue } from '../../../../features/quality/DataCatalogue'

export default function Catalogue() {
  return <DataCatalogue />
}
