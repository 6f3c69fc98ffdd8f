"""What a record says: the field's own terms as frozen models.

Every item of every list has an `id`, so that versions can be merged and compared by id and
field. Texts are stored as people wrote them; escaping happens where they are shown.
"""
