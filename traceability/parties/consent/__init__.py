"""What buyers may see of a grower: name, portrait, pictures of the orchard. Off until the grower says otherwise."""
