import { Catalogue } from '../../../features/catalogue/Catalogue'

export default function CataloguePage() {
  return <Catalogue />
}
